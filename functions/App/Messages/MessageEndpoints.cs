using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.AuditTrail;
using Yuekao.App.Http;
using Yuekao.App.Messages.Storage;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Messages;

/// <summary>The caller's inbox: the messages of all of their roles.</summary>
public sealed class MessageEndpoints(MessageStore messages, IAuditTrail audit, TimeProvider clock)
{
    private const string Route = "counties/{county}/messages";

    /// <summary><c>GET</c>: the messages of all of the caller's roles, the newest first.</summary>
    [Function(nameof(ListMessages))]
    [Access(Role.County), Access(Role.Township), Access(Role.Department), Access(Role.Meeting), Access(Role.Finance), Access(Role.Cadre)]
    [Operation("Lists the messages of all of the caller's roles, the newest first.")]
    [Query("unread", typeof(bool), "Only the unread, or only the read.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<Message>))]
    public async Task<IActionResult> ListMessages(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, FunctionContext context, string county, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        bool? unread = query.Flag("unread");
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        IEnumerable<string> recipients = context.GetCaller().Roles.Select(role => role.ToString());
        (IReadOnlyList<Message> listed, string? last) = await messages.ListAsync(RouteIds.Read<CountyId>(county), recipients, unread, page.Place, page.Top, cancellation);
        return new OkObjectResult(page.Answer(listed, listed.Count == page.Top ? last : null));
    }

    /// <summary><c>PUT {id}/read</c>: notes that the message was read. Who read it first, and when, stays.</summary>
    [Function(nameof(PutMessageRead))]
    [Access(Role.County), Access(Role.Township), Access(Role.Department), Access(Role.Meeting), Access(Role.Finance), Access(Role.Cadre)]
    [Operation("Notes that a message to one of the caller's roles was read. Who read it first, and when, stays.")]
    [Answers(StatusCodes.Status200OK, typeof(Message))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> PutMessageRead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{id}/read")] HttpRequest request, FunctionContext context, string county, string id, CancellationToken cancellation)
    {
        CountyId countyId = RouteIds.Read<CountyId>(county);
        Caller caller = context.GetCaller();
        Message message = await RequireAsync(countyId, caller, id, cancellation);
        if (message.ReadAt is not null)
            return new OkObjectResult(message);
        Message read = message with { ReadAt = clock.GetUtcNow(), ReadBy = caller.Name };
        var entry = new AuditEntry(county, AuditActor.Of(caller), nameof(PutMessageRead), $"messages/{id}", Digest.OfJson(message), Digest.OfJson(read));
        bool first = await audit.RecordAsync(entry, stop => messages.TryReplaceAsync(countyId, read, stop), cancellation);
        return new OkObjectResult(first ? read : await RequireAsync(countyId, caller, id, cancellation));
    }

    // Messages to other roles are not there for the caller.
    private async Task<Message> RequireAsync(CountyId county, Caller caller, string id, CancellationToken cancellation) =>
        MessageIds.RecipientOf(id) is { } recipient && caller.Roles.Any(role => role.ToString() == recipient) && await messages.FindAsync(county, recipient, id, cancellation) is { } message
            ? message
            : throw new ProblemException(ProblemType.NotFound, "The caller has no message of that id.");
}
