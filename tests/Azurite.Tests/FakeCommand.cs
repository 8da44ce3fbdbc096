namespace Yuekao.Local.Azurite.Tests;

/// <summary>A command that prints one line and ends, in place of node or npm.</summary>
internal static class FakeCommand
{
    public static string Create(string folder, string name, string line, int exitCode = 0)
    {
        string path = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.cmd" : name);
        if (OperatingSystem.IsWindows())
        {
            File.WriteAllText(path, $"@echo {line}\r\n@exit /b {exitCode}\r\n");
            return path;
        }

        File.WriteAllText(path, $"#!/bin/sh\necho '{line}'\nexit {exitCode}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
