using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Forms;

/// <summary>One section of a form, ready to be shown.</summary>
public sealed record SectionView(FormView Form, FormSection Section);
