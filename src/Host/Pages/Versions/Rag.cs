using ReviewFlow.Workflows.Versions;

namespace ReviewFlow.Host.Pages.Versions;

/// <summary>How RAG stands on paper: letter and word, which a black-and-white copy keeps.</summary>
public static class Rag
{
    /// <summary>"R Red"; null when the words are no RAG.</summary>
    public static (string Letter, string Word, string Class)? Of(FrozenField? cell) => cell?.Words.Split(' ', '–', '-')[0] switch
    {
        "Red" => ("R", cell.Words, "rf-plan__rag--red"),
        "Amber" => ("A", cell.Words, "rf-plan__rag--amber"),
        "Green" => ("G", cell.Words, "rf-plan__rag--green"),
        _ => null,
    };
}
