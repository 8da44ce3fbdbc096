namespace Microsoft.DurableTask.Local;

/// <summary>An instance's messages. Whoever adds the first one while nobody reads becomes responsible for reading.</summary>
internal sealed class Inbox
{
    private readonly Lock gate = new();
    private List<Message> messages = [];
    private bool reading = true;

    /// <summary>Adds a message.</summary>
    /// <returns>Whether somebody must now begin to read.</returns>
    public bool Add(Message message)
    {
        lock (gate)
        {
            messages.Add(message);
            if (reading)
                return false;
            reading = true;
            return true;
        }
    }

    /// <summary>Takes all messages; with none, ends the reading.</summary>
    public List<Message>? Take()
    {
        lock (gate)
        {
            if (messages.Count == 0)
            {
                reading = false;
                return null;
            }

            List<Message> taken = messages;
            messages = [];
            return taken;
        }
    }
}
