"""Completion in PowerShell, which click does not know."""

from __future__ import annotations

import os

from click.shell_completion import CompletionItem, ShellComplete

_SCRIPT = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = $commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
                $_.Value
            } else {
                $_.Extent.Text
            }
        }
    $variables = @{
        %(complete_var)s = 'powershell_complete'
        COMP_WORDS = $words -join "`n"
        COMP_WORD = $wordToComplete
    }
    $variables.GetEnumerator() | ForEach-Object { Set-Item "Env:$($_.Key)" $_.Value }
    try {
        %(prog_name)s | ForEach-Object {
            $kind, $value, $help = $_ -split "`t", 3
            if ($kind -eq 'plain') {
                if (-not $help) { $help = $value }
                [System.Management.Automation.CompletionResult]::new(
                    $value, $value, 'ParameterValue', $help)
            } else {
                [System.Management.Automation.CompletionCompleters]::CompleteFilename(
                    $wordToComplete)
            }
        }
    } finally {
        $variables.Keys | ForEach-Object { Remove-Item "Env:$_" }
    }
}
"""


class PowerShellComplete(ShellComplete):
    """Completion for PowerShell 5 and later.

    The script gives the finished words in `COMP_WORDS`, each on a line, and the word that is being
    typed in `COMP_WORD`. It gets a line for each value: kind, value and help, separated by tabs.
    """

    name = "powershell"
    source_template = _SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the finished words without the command, and the one that is being typed."""
        return os.environ["COMP_WORDS"].splitlines()[1:], os.environ.get("COMP_WORD", "")

    def format_completion(self, item: CompletionItem) -> str:
        """Return the line for a value."""
        return f"{item.type}\t{item.value}\t{' '.join((item.help or '').split())}"
