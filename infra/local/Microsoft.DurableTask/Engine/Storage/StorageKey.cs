using System.Globalization;
using System.Text;

namespace Microsoft.DurableTask.Local;

/// <summary>Instance ids as parts of table keys and blob names, which allow fewer characters.</summary>
internal static class StorageKey
{
    /// <summary>The longest key: a table key takes 512 characters, and a history row's adds its execution and sequence.</summary>
    public const int MaxLength = 480;

    private const char Mark = '~';

    /// <summary>Writes everything but ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c> as <c>~</c> and four hexadecimal digits.</summary>
    public static string Escape(string id)
    {
        if (id.All(IsPlain))
            return id;

        var key = new StringBuilder(id.Length * 2);
        foreach (char letter in id)
        {
            if (IsPlain(letter))
                key.Append(letter);
            else
                key.Append(Mark).Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
        }

        return key.ToString();
    }

    /// <summary>Checks an instance id that somebody chose.</summary>
    /// <exception cref="ArgumentException">It cannot be stored.</exception>
    public static void Validate(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId[0] == '@')
            throw new ArgumentException($"Instance id '{instanceId}' begins with '@', which is reserved for entities.", nameof(instanceId));
        if (Escape(instanceId).Length > MaxLength)
        {
            throw new ArgumentException(
                $"Instance id '{instanceId}' is too long: at most {MaxLength} ASCII letters and digits fit, and other characters count five.",
                nameof(instanceId));
        }
    }

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
