using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Host.Identity;

/// <summary>Keeps the keys of cookies and forms in the database, so that several hosts and a restore share them.</summary>
public sealed class KeyRing(IServiceScopeFactory scopes) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>();
        return [.. db.DataProtectionKeys.Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>();
        db.DataProtectionKeys.Add(new DataProtectionKeyRow { FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
