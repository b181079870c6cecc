using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Requests;

/// <summary>What recipients do with a request.</summary>
internal sealed partial class RequestRun
{
    /// <summary>
    /// One button, two records: the request is completed, and "Request 2" tells the owner (S4, section 3; G-IRO-8). The
    /// step goes on when everybody who must has answered.
    /// </summary>
    public ActivityStep Answered(Bookmark bookmark, TaskCompleted done)
    {
        Close(bookmark, AskedPerson.Completed, done, note: null);
        Note("responded", $"{_context.Text("requestTitle")}: {(_context.Get("respondSigns", false) ? "responded and signed" : "responded")}", done);
        Note("response-sent", $"{_context.Text("requestTitle")}: the owner was told of the response", done);
        Tell("response", ["owner"], bookmark.Id, done.Actor);
        return _memory.IsAnswered ? Complete() : Wait();
    }

    /// <summary>One return shows the red border, even if others have answered; their answers stay.</summary>
    public ActivityStep Returned(Bookmark bookmark, TaskCompleted done, string note)
    {
        Close(bookmark, AskedPerson.Returned, done, note);
        _memory = _memory with { Phase = RequestPhase.Returned, Note = note, Returns = _memory.Returns + 1 };
        Note("request-returned", $"{_context.Text("requestTitle")}: returned with a note", done);
        Tell("returned", ["owner"], bookmark.Id, done.Actor);
        if (!EndsOn("Returned")) return Wait();
        Withdraw(_ => true, AskedPerson.Withdrawn);
        return End("Returned");
    }

    private ActivityStep Complete()
    {
        Withdraw(_ => true, AskedPerson.Withdrawn);
        return End("Completed");
    }

    private void Close(Bookmark bookmark, string status, TaskCompleted done, string? note)
    {
        _recipients.RemoveAll(r => r.Id == bookmark.Id);
        _memory = _memory with
        {
            Asked = [.. _memory.Asked.Select(a => a.Bookmark == bookmark.Id ? a with { Status = status, By = done.Actor, ActingFor = done.ActingFor, At = _context.Now, Note = note } : a)],
        };
    }
}
