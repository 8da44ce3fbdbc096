using System.Reflection;

namespace Yuekao.Local.Host.Durable;

/// <summary>Reads the three private fields of official packages that driving the clock depends on, and says so when one is gone.</summary>
internal static class PrivateFields
{
    /// <exception cref="HubTimeException">The field is not there, empty, or of another type: the package has changed.</exception>
    public static T Read<T>(object owner, string name) =>
        owner.GetType().GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)?.GetValue(owner) is T value
            ? value
            : throw new HubTimeException(
                $"{owner.GetType().Name} of {owner.GetType().Assembly.GetName()} has no field '{name}' with a {typeof(T).Name}. "
                + "The driven clock relies on it: go back to the pinned version of the package, or adapt the local host.");
}
