"""The script that completes nkreader's command line in zsh."""

from __future__ import annotations

from collections.abc import Iterator

from nkreader.cli.grammar import Argument, Part, Takes

_DRIVER = r"""
# What the library has of a kind, which stands last; before it, how it is to be offered.
_nkreader_words() {
  local row library at kind=${@[-1]}
  local -a expl=("${(@)@[1,-2]}")
  local -a values shown given
  for (( at = 1; at < ${#_nkreader_line}; at++ )); do
    case ${_nkreader_line[at]} in
      (--library) library=${(Q)_nkreader_line[at+1]} ;;
      (--library=*) library=${(Q)${_nkreader_line[at]#--library=}} ;;
    esac
  done
  [[ -n $library ]] && given=(--library ${library/#\~/$HOME})
  given=(${_nkreader_line[1]/#\~/$HOME} $given completion zsh --words $kind "--begun=${(Q)PREFIX}")
  for row in "${(@f)$($given 2>/dev/null)}"; do
    [[ -n $row ]] || continue
    values+=("${row%%$'\t'*}")
    shown+=("${row/$'\t'/  -- }")
  done
  (( ${#values} )) || return 1
  if [[ $kind == query && ${values[1]} == *: ]]; then
    compadd "${expl[@]}" -S '' -l -d shown -a values
  else
    # A name may be found by another spelling than the one that is typed.
    compadd "${expl[@]}" -l -d shown -a values ||
      { (( ${#values} == 1 )) && compadd "${expl[@]}" -U -l -d shown -a values }
  fi
}

_nkreader() {
  local -a _nkreader_line=("${words[@]}")
  local curcontext=$curcontext state line ret=1
  typeset -A opt_args
  _nkreader_of_program
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _nkreader "$@"
else
  compdef _nkreader nkreader
fi
"""


def script(program: Part) -> str:
    """The script: a function for the program and each verb and part, and what they share."""
    return (
        "#compdef nkreader\n# Completion of nkreader's command line in zsh; nkreader completion zsh prints it.\n\n"
        + "\n".join(_function(part) for part in program)
        + _DRIVER
    )


def _function(part: Part) -> str:
    lines = [*_options(part)]
    if part.parts:
        lines += ["'1: :->part'", "'*:: :->rest'"]
    else:
        lines += [_place(one) for one in part.places]
    flags = "-C -s -S" if not part.parts else "-C -s -A '-*'"
    body = f"  _arguments {flags} \\\n    " + " \\\n    ".join(lines) + " && ret=0\n"
    if part.parts:
        body += _states(part)
    return f"{_name(part)}() {{\n{body}  return ret\n}}\n"


def _states(part: Part) -> str:
    rows = "\n        ".join(_quoted(f"{one.words[-1]}:{_plain(one.summary)}") for one in part.parts)
    cases = "\n        ".join(f"({one.words[-1]}) {_name(one)} ;;" for one in part.parts)
    files = "\n      _files && ret=0" if part.places else ""
    rest = "\n        (*) _files && ret=0 ;;" if part.places else ""
    return f"""\
  case $state in
    (part)
      local -a parts=(
        {rows}
      )
      _describe -t commands {"verb" if part.places else "part"} parts && ret=0{files} ;;
    (rest)
      local _nkreader_verb=${{words[1]}}
      case $_nkreader_verb in
        {cases}{rest}
      esac ;;
  esac
"""


def _options(part: Part) -> Iterator[str]:
    for one in part.options:
        alone = [flag for other in part.options if _excludes(one, other) for flag in other.flags]
        head = "*" if one.many else f"({' '.join(alone)})"
        for flag in one.flags:
            valued = f"{'=' if flag.startswith('--') else ''}" if one.metavar else ""
            yield _quoted(f"{head}{flag}{valued}[{_plain(one.help)}]{_value(one)}")


def _excludes(one: Argument, other: Argument) -> bool:
    return one is other or (one.group != 0 and one.group == other.group)


def _place(argument: Argument) -> str:
    lead = "*" if argument.many else "" if argument.needed else ":"
    return _quoted(f"{lead}{_value(argument)}")


def _value(argument: Argument) -> str:
    """Of a specification for `_arguments`, what stands there and what is offered for it."""
    if not argument.metavar:
        return ""
    name = _plain(argument.metavar)
    if argument.choices:
        return f":{name}:({' '.join(argument.choices)})"
    if argument.takes is Takes.FILE:
        return f":{name}:_files"
    if argument.takes is Takes.FOLDER:
        return f":{name}:_files -/"
    return f":{name}:_nkreader_words {argument.takes}" if argument.takes else f":{name}: "


def _name(part: Part) -> str:
    return "_nkreader_of_" + ("_".join(part.words).replace("-", "_") or "program")


def _plain(text: str) -> str:
    """Without what divides a specification."""
    return "".join(f"\\{sign}" if sign in ":[]\\" else sign for sign in text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
