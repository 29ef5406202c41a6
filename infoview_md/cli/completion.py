"""`infoview-md completion bash|zsh|fish`."""

import click
from click.shell_completion import BashComplete, FishComplete, get_completion_class

_VARIABLE = "_INFOVIEW_MD_COMPLETE"
_SHELLS = ("bash", "zsh", "fish")

# Names have blanks, so bash must quote what it inserts (as it does for file names), beside names of vaults there are
# folders, and no name is a pattern.  click's own script does none of the three.
_BASH = """\
%(complete_func)s() {
    local response completion value
    response=$(IFS=$'\\n'; env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
%(complete_var)s=bash_complete "$1")
    COMPREPLY=()
    while IFS= read -r completion; do
        value=${completion#*,}
        case ${completion%%%%,*} in
            dir) compopt -o filenames -o plusdirs ;;
            file) compopt -o filenames -o default ;;
            plain)
                COMPREPLY+=("$value")
                [[ $value == *[!A-Za-z0-9_./+:@,=-]* ]] && compopt -o filenames
                ;;
        esac
    done <<< "$response"
    return 0
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _Bash(BashComplete):
    source_template = _BASH


class _Fish(FishComplete):
    # A name may hold a comma, and only the first one ends the word before it.
    source_template = FishComplete.source_template.replace("string split ", "string split -m 1 ")


@click.command("completion")
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the script that completes commands, options, contact names and vaults in your shell.

    \b
    bash: add to ~/.bashrc   eval "$(infoview-md completion bash)"
    zsh:  add to ~/.zshrc    eval "$(infoview-md completion zsh)"
    fish: add to ~/.config/fish/config.fish   infoview-md completion fish | source
    """  # noqa: D301 - \b keeps the lines apart in the help
    found = {"bash": _Bash, "fish": _Fish}.get(shell) or get_completion_class(shell)
    assert found is not None  # noqa: S101 - the choices are the shells that click knows
    script = found(context.find_root().command, {}, "infoview-md", _VARIABLE)
    click.echo(script.source())
