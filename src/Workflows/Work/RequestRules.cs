using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Work;

/// <summary>Who can be sent a request.</summary>
public static class RequestRules
{
    /// <summary>
    /// Whether a request can be sent to these people: at least one, each in post, with access to the record (the
    /// sender is told at once which one has none), none of them the sender.
    /// </summary>
    public static RuleAnswer Send(IReadOnlyCollection<string> recipients, string senderId, Organisation organisation, CaseFacts facts, DateOnly today)
    {
        if (recipients.Count == 0)
            return RuleAnswer.Invalid("Choose who the request goes to");
        foreach (var recipient in recipients)
        {
            if (recipient == senderId)
                return RuleAnswer.Invalid("You cannot send a request to yourself");
            if (!organisation.InPost(recipient, today))
                return RuleAnswer.Invalid($"{organisation.NameOf(recipient)} no longer works here. Choose somebody else");
            if (facts.Subject.Restricted && !Relations.IsListed(facts, recipient, today))
                return RuleAnswer.Invalid($"{organisation.NameOf(recipient)} has no access to this person’s record. Ask the IRO Manager to grant it, or choose somebody on the access list");
        }

        return RuleAnswer.Ok;
    }
}
