using System.Security.Cryptography;
using System.Text;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.SignOffs;

/// <summary>Whether what was signed is still what is on file.</summary>
public enum SignatureProof
{
    /// <summary>The stored text has the signed hash, and the answers on file make the same text.</summary>
    Holds,

    /// <summary>The stored text does not have the signed hash.</summary>
    TextAltered,

    /// <summary>The versions on file no longer make the text that was signed.</summary>
    AnswersAltered,
}

/// <summary>Checks a signature against what is on file.</summary>
public static class SignatureCheck
{
    /// <summary>Checks text and answers.</summary>
    /// <param name="contentHash">Hash that was signed, lower-case hex.</param>
    /// <param name="canonical">Text that was kept with it.</param>
    /// <param name="form">The form's version.</param>
    /// <param name="signed">Sections covered at the versions signed, with the content of those versions.</param>
    public static SignatureProof Of(string contentHash, string canonical, FormDefinition form, IReadOnlyCollection<SectionContent> signed)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))) != contentHash)
            return SignatureProof.TextAltered;
        var covers = signed.Select(s => s.SectionId).ToList();
        var saved = signed.Where(s => s.Version > 0).ToList();
        return CanonicalContent.Of(form, covers, saved).Hash == contentHash ? SignatureProof.Holds : SignatureProof.AnswersAltered;
    }

    /// <summary>The finding in words.</summary>
    public static string Words(SignatureProof proof) => proof switch
    {
        SignatureProof.Holds => "Checked: the text on file is exactly what was signed.",
        SignatureProof.TextAltered => "Does not match: the text kept with this signature has been altered.",
        _ => "Does not match: the answers on file are not those that were signed.",
    };
}
