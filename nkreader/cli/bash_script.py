"""The script that completes nkreader's command line in bash, 3.2 or later."""

from __future__ import annotations

from nkreader.cli.grammar import Argument, Part

_DRIVER = r"""
# What stands where the cursor is, of one of the kinds of the table; $1 is the kind, $2 what is typed of it.
_nkreader_offer() {
  local kind=$1 typed=$2 word quoted raw=$2 odd=
  case $raw in
  [\"\']*) typed=${raw#?} ;;
  *) typed=${raw//\\/} ;;
  esac
  case $kind in
  file) compopt -o default -o bashdefault 2>/dev/null; return ;;
  folder) compopt -o dirnames 2>/dev/null; return ;;
  '' | -) return ;;
  =*) local IFS=,; for word in ${kind#=}; do [[ $word == "$typed"* ]] && COMPREPLY+=("$word"); done ;;
  *)
    while IFS= read -r word; do
      word=${word%%$'\t'*}
      case $raw in
      [\"\']*) quoted=$word ;;
      *) printf -v quoted %q "$word"; quoted=${quoted//\\:/:} ;;
      esac
      [[ $word == "$typed"* ]] || odd=1
      COMPREPLY+=("$quoted")
    done < <("$program" ${library:+--library "$library"} completion bash --words "$kind" --begun="$typed" 2>/dev/null)
    if [[ $kind == query && ${COMPREPLY[0]-} == *: ]]; then compopt -o nospace 2>/dev/null; fi ;;
  esac
  # Readline takes what it has to insert to begin behind the last = or : that divides words.
  if [[ $lead ]]; then
    local i
    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do COMPREPLY[i]=${COMPREPLY[i]#"$lead"}; done
  fi
  # Several that do not begin as what is typed are shown; what they have in common must not take its place.
  if [[ $odd && ${#COMPREPLY[@]} -gt 1 ]]; then COMPREPLY+=(' '); fi
}

# Sets kind to what the option $1 takes.
_nkreader_value() {
  local pair
  kind=
  for pair in $valued; do [[ ${pair%%:*} == "$1" ]] && kind=${pair#*:} && return 0; done
  return 1
}

_nkreader() {
  local program=${COMP_WORDS[0]/#\~/$HOME} library= lead= kind= want= only= path= name last
  local parts options valued places rest=${COMP_LINE:0:COMP_POINT} words=() n=-1 i place=0 word
  COMPREPLY=()
  compopt +o default +o bashdefault 2>/dev/null
  # Words as the shell will read them: readline divides them at = and : too.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $i -eq 0 || $rest == [[:blank:]]* ]]; then
      rest=${rest#"${rest%%[![:blank:]]*}"}
      words[++n]=
    fi
    [[ $i -eq $COMP_CWORD ]] && word=$rest
    words[n]+=$word
    rest=${rest#"$word"}
    last=$word
  done
  local typed=${words[n]}
  case $last in
  [=:]*) lead=$typed ;;
  *) lead=${typed%"$last"} ;;
  esac
  _nkreader_table ''
  for ((i = 1; i < n; i++)); do
    word=${words[i]}
    if [[ $want ]]; then
      [[ $want == --library ]] && library=${word//\\/}
      want=
    elif [[ ! $only && $word == -- ]]; then
      only=1
    elif [[ ! $only && $word == -?* ]]; then
      name=${word%%=*}
      if [[ $word == *=* ]]; then
        [[ $name == --library ]] && library=${word#*=}
      elif _nkreader_value "$name"; then
        want=$name
      fi
    elif [[ " $parts " == *" $word "* && $place -eq 0 ]]; then
      path=${path:+$path }$word
      _nkreader_table "$path"
    else
      parts=
      place=$((place + 1))
    fi
  done
  library=${library//[\"\']/}
  library=${library/#\~/$HOME}
  if [[ $want ]]; then
    _nkreader_value "$want"
    _nkreader_offer "$kind" "$typed"
  elif [[ ! $only && $typed == -*=* ]] && _nkreader_value "${typed%%=*}"; then
    lead=${lead#"${typed%%=*}="}
    _nkreader_offer "$kind" "${typed#*=}"
  elif [[ ! $only && $typed == -* ]] && [[ $typed == --* || $places != query* || $typed == - ]]; then
    for word in $options; do [[ $word == "$typed"* ]] && COMPREPLY+=("$word"); done
  else
    for word in $parts; do [[ $word == "$typed"* ]] && COMPREPLY+=("$word"); done
    local -a slots
    read -r -a slots <<<"$places"
    if ((place < ${#slots[@]})); then
      kind=${slots[place]} place=0
    else
      [[ $places ]] && kind=${slots[${#slots[@]} - 1]}
      place=$((place - ${#slots[@]} + 1))
    fi
    if [[ $kind == *'*' ]]; then kind=${kind%'*'}; elif [[ $place -gt 0 ]]; then kind=; fi
    if [[ $kind == file && $parts && $typed && ${#COMPREPLY[@]} -gt 0 ]]; then kind=; fi
    _nkreader_offer "$kind" "$typed"
  fi
}

complete -o default -o bashdefault -F _nkreader nkreader
"""


def script(program: Part) -> str:
    """The script: the table of the command line, and what reads it."""
    cases = "\n".join(_case(part) for part in program)
    return (
        "# Completion of nkreader's command line in bash; nkreader completion bash prints it.\n\n"
        "# What may follow the words $1: parts, options, what options take, and what stands in the places.\n"
        "_nkreader_table() {\n"
        "  parts= options= valued= places=\n"
        f"  case $1 in\n{cases}\n  esac\n}}\n{_DRIVER}"
    )


def _case(part: Part) -> str:
    parts = " ".join(one.words[-1] for one in part.parts)
    options = " ".join(flag for one in part.options for flag in one.flags)
    valued = " ".join(f"{flag}:{_kind(one)}" for one in part.options if one.metavar for flag in one.flags)
    places = " ".join((_kind(one) or "-") + ("*" if one.many else "") for one in part.places)
    return (
        f"  '{' '.join(part.words)}')\n    parts='{parts}'\n    options='{options}'\n"
        f"    valued='{valued}'\n    places='{places}' ;;"
    )


def _kind(argument: Argument) -> str:
    return f"={','.join(argument.choices)}" if argument.choices else str(argument.takes)
