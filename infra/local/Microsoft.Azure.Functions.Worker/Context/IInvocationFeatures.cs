namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the host offers to middleware within one invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Puts a feature in, or replaces it.</summary>
    /// <typeparam name="T">The type it is found by.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T instance);

    /// <summary>The feature, or null when there is none of the type.</summary>
    /// <typeparam name="T">The type it was put in by.</typeparam>
    T? Get<T>();
}
