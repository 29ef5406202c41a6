"""`infoview-md completion bash|zsh|fish`."""

import click
from click.shell_completion import get_completion_class

_VARIABLE = "_INFOVIEW_MD_COMPLETE"
_HOW = {
    "bash": 'Add to ~/.bashrc:  eval "$(infoview-md completion bash)"',
    "zsh": 'Add to ~/.zshrc:  eval "$(infoview-md completion zsh)"',
    "fish": "Add to ~/.config/fish/config.fish:  infoview-md completion fish | source",
}


@click.command("completion")
@click.argument("shell", type=click.Choice(tuple(_HOW)))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the script that completes commands, options and contact names in your shell.

    \b
    bash: add to ~/.bashrc   eval "$(infoview-md completion bash)"
    zsh:  add to ~/.zshrc    eval "$(infoview-md completion zsh)"
    fish: add to ~/.config/fish/config.fish   infoview-md completion fish | source
    """  # noqa: D301 - \b keeps the lines apart in the help
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - the choices are the shells that click knows
    script = found(context.find_root().command, {}, "infoview-md", _VARIABLE)
    click.echo(script.source())
