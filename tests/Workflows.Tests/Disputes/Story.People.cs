using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Tests.Disputes;

/// <summary>Who gets work and who is told, by the rules that the transaction uses.</summary>
internal sealed partial class Story
{
    private void Notice()
    {
        foreach (var (instance, bookmark) in _runner.Instances.SelectMany(i => i.State.Bookmarks.Select(b => (i, b))).Where(b => b.b.Task is not null))
        {
            if (!_assigned.ContainsKey(bookmark.Id)) _assigned[bookmark.Id] = Assignee(bookmark);
        }

        foreach (var (_, effect) in _runner.Effects.Skip(_seen).ToList())
        {
            if (effect is RecordOnCase field) CaseFields[field.Field] = field.Value?.DeepClone();
            if (effect is RaiseAlert alert) Messages.Add(new Told(Now, true, alert.Rung, alert.Template, People(alert.Roles, alert.BookmarkId)));
            if (effect is Notify notice) Messages.Add(new Told(Now, false, "", notice.Template, People(notice.Roles, notice.BookmarkId)));
            if (effect is ReopenSections reopened) Locked.RemoveWhere(l => reopened.Sections.Contains(l.Split('/')[1]));
        }

        _seen = _runner.Effects.Count;
    }

    private string? Assignee(Bookmark bookmark)
    {
        var relative = new CaseRoles { Subject = Child, OwnerId = bookmark.Task!.SentBy ?? "nadia" };
        var excluded = bookmark.Task.Excluded.Select(r => One(r, relative)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return One(bookmark.Task.Role, relative with { Excluded = excluded });
    }

    private List<string> People(IReadOnlyList<string> roles, string? bookmarkId)
    {
        var wait = bookmarkId is null ? null : _runner.Instances.SelectMany(i => i.State.Bookmarks).FirstOrDefault(b => b.Id == bookmarkId)?.Task;
        var assignee = bookmarkId is null ? null : _assigned.GetValueOrDefault(bookmarkId);
        var relative = new CaseRoles { Subject = Child, HolderId = assignee, OwnerId = wait?.SentBy ?? "nadia" };
        return [.. roles.SelectMany(r => r == "holder" && wait?.WaitsFor.Count > 0 ? wait.WaitsFor.Select(w => _assigned[w]) : [One(r, relative)]).OfType<string>().Distinct()];
    }

    private string? One(string role, CaseRoles relative) => RoleResolver.Resolve(role, relative, Organisation, Today, "disputes").PersonId;
}
