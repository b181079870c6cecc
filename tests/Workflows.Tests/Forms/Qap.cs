using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;
using Shouldly;

namespace ReviewFlow.Workflows.Tests.Forms;

/// <summary>A small QAP form and short ways to write answers.</summary>
internal static class Qap
{
    public const string Json = """
        {
          "id": "qap", "version": 1, "title": "Quality assurance process",
          "sections": [
            { "id": "child", "title": "Section 1: child", "pulledThrough": true,
              "fields": [
                { "id": "name", "label": "Name", "prefill": "subject.name", "readOnly": true },
                { "id": "bornOn", "label": "Date of birth", "type": "date", "prefill": "subject.bornOn", "readOnly": true } ] },
            { "id": "issues", "title": "Section 2: issues", "openAt": ["record.open", "ask.draft", "ask.sent"],
              "fields": [
                { "id": "reviewDate", "label": "Review date", "type": "date", "required": true,
                  "valid": "value >= today", "validMessage": "Review date must be today or later" },
                { "id": "actions", "label": "Issues", "type": "table", "rowName": "issue", "minRows": 1,
                  "columns": [
                    { "id": "issue", "label": "Issue", "required": true, "maxLength": 50 },
                    { "id": "swUpdate", "label": "Social Workers update", "type": "longText", "required": true, "openAt": ["ask.asked"] },
                    { "id": "decision", "label": "IRO decision", "type": "radio", "required": true, "openAt": ["decide.open"],
                      "choices": ["Resolved", { "value": "Not resolved", "label": "Not resolved", "hint": "say why" }] },
                    { "id": "why", "label": "Why it is not resolved", "openAt": ["decide.open"],
                      "showIf": "row.decision == 'Not resolved'", "requiredIf": "row.decision == 'Not resolved'" } ] } ] },
            { "id": "outcome", "title": "Section 3: outcome", "openAt": ["decide.open"],
              "fields": [
                { "id": "summary", "label": "Summary and conclusion", "type": "longText", "required": true },
                { "id": "checked", "label": "I have checked the date", "type": "checkbox", "required": true },
                { "id": "agencies", "label": "Were other agencies part of it?", "type": "radio", "required": true, "choices": ["Yes", "No"] },
                { "id": "agency", "label": "Agency", "showIf": "agencies == 'Yes'", "requiredIf": "agencies == 'Yes'" } ] }
          ]
        }
        """;

    public static FormDefinition Form { get; } = Read(Json);

    public static FormSection Issues => Form.Sections[1];

    public static FormDefinition Read(string json)
    {
        var read = FormReader.Read(json);
        read.Problems.ShouldBeEmpty();
        return read.Form!;
    }

    public static JsonObject Obj(string json) => JsonNode.Parse(json)!.AsObject();
}
