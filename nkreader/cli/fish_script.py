"""The script that completes nkreader's command line in fish, 3.1 or later."""

from __future__ import annotations

from collections.abc import Iterator

from nkreader.cli.grammar import Argument, Part, Takes

_DRIVER = r"""
# Sets what the line has before the cursor: the verb and its part, how many places are filled, the library.
function __nkreader_read
    set -g __nkreader_path
    set -g __nkreader_place 0
    set -g __nkreader_library
    set -l want
    set -l only
    for word in (commandline -opc)[2..-1]
        if test -n "$want"
            test "$want" = --library; and set -g __nkreader_library $word
            set want
        else if test -z "$only"; and test "$word" = --
            set only 1
        else if test -z "$only"; and string match -qr -- '^-.' $word
            string match -q -- '--library=*' $word
            and set -g __nkreader_library (string replace -- --library= '' $word)
            contains -- "$__nkreader_path:$word" $__nkreader_valued; and set want $word
        else if test $__nkreader_place -eq 0
                and contains -- (string trim -- "$__nkreader_path $word") $__nkreader_parts
            set -g __nkreader_path (string trim -- "$__nkreader_path $word")
        else
            set -g __nkreader_place (math $__nkreader_place + 1)
        end
    end
    test -n "$want"; and set -g __nkreader_place -1
end

# Whether the line is at these words; with a number, also at that place of theirs, and with + at it or a later one.
function __nkreader_at
    __nkreader_read
    test "$__nkreader_path" = "$argv[1]"; or return 1
    switch "$argv[2]"
        case ''
            return 0
        case '*+'
            test $__nkreader_place -ge (string trim -rc + -- $argv[2])
        case '*'
            test $__nkreader_place -eq $argv[2]
    end
end

# What the library has of a kind.
function __nkreader_words
    __nkreader_read
    set -l given
    test -n "$__nkreader_library"; and set given --library $__nkreader_library
    set -l begun (string unescape -- (commandline -ct) 2>/dev/null; or commandline -ct | string trim -lc \'\")
    set -l option (string match -r -- '^--[a-z-]+=' $begun)
    test -n "$option"; and set begun (string replace -- $option '' $begun)
    set -l program (string replace -r -- '^~' $HOME (commandline -opc)[1])
    $program $given completion fish --words $argv[1] --begun=$begun 2>/dev/null
end

complete -c nkreader -e
complete -c nkreader -f
"""


def script(program: Part) -> str:
    """The script: the table of the command line, and what reads it."""
    parts = " ".join(_quoted(" ".join(part.words)) for part in program if part.words)
    flags = ((part, flag) for part in program for one in part.options if one.metavar for flag in one.flags)
    valued = " ".join(_quoted(f"{' '.join(part.words)}:{flag}") for part, flag in flags)
    lines = [line for part in program for line in _lines(part)]
    return (
        "# Completion of nkreader's command line in fish; nkreader completion fish prints it.\n\n"
        f"set -g __nkreader_parts {parts}\nset -g __nkreader_valued {valued}\n{_DRIVER}" + "\n".join(lines) + "\n"
    )


def _lines(part: Part) -> Iterator[str]:
    at = _quoted(" ".join(part.words))
    for one in part.parts:
        yield _line(f"__nkreader_at {at} 0", f"-a {_quoted(one.words[-1])}", one.summary)
    for option in part.options:
        names = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)
        yield _line(f"__nkreader_at {at}", f"{names} {_value(option)}".strip(), option.help)
    for number, place in enumerate(part.places):
        if value := _value(place).removeprefix("-x ").removeprefix("-r "):
            in_order = "-k" if "(" in value else ""
            yield _line(f"__nkreader_at {at} {number}{'+' if place.many else ''}", f"{value} {in_order}")


def _line(when: str, what: str, said: str = "") -> str:
    told = f" -d {_quoted(said)}" if said else ""
    return f"complete -c nkreader -n {_quoted(when)} {what.strip()}{told}"


def _value(argument: Argument) -> str:
    """What of `complete` says what stands there."""
    if not argument.metavar:
        return ""
    if argument.choices:
        return f"-x -a {_quoted(' '.join(argument.choices))}"
    if argument.takes is Takes.FILE:
        return "-r -F"
    if argument.takes is Takes.FOLDER:
        return "-x -a '(__fish_complete_directories (commandline -ct))'"
    return f"-x -a '(__nkreader_words {argument.takes})'" if argument.takes else "-x"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
