using System.Text.Json.Nodes;

namespace ReviewFlow.Persistence.Demo;

/// <summary>The improvement plans of the demo (domain, part 7): one in every state. All invented.</summary>
internal static partial class DemoStory
{
    private const string Moira = "moira-sandilands";
    private const string Euan = "euan-pirie";
    private const string Catriona = "catriona-laing";
    private const string Isla = "isla-main";
    private const string Gregor = "gregor-hume";
    private const string Alba = "alba-strachan";
    private const string Fergus = "fergus-baird";
    private const string Senga = "senga-moyes";
    private const string Una = "una-kerr";
    private const string Morven = "morven-duff";
    private const string Rhona = "rhona-gilmour";
    private const string Ishbel = "ishbel-tervit";
    private const string Struan = "struan-petrie";
    private const string Hamish = "hamish-orr";

    private static IEnumerable<DemoAct> Plans() => [.. Lochside(), .. Thistlebank(), .. Birchgrove(), .. Kirkfold(), .. Rowanlea()];

    // Concluded with the agreement of the oversight group, and handed back.
    private static IEnumerable<DemoAct> Lochside()
    {
        var home = new Home("lochside-court", Rhona, Alba);
        var rows = Rows(("t3r1", "All staff know how to report a concern", "Train every member of staff", Rhona, "2026-01-30"));
        return home.Opened(On(2025, 11, 3, 9), "assuranceVisit")
            .Met(On(2025, 11, 12, 10), "2026-03-06")
            .Version(On(2025, 11, 14, 9), ("theme3", rows))
            .Progress(On(2026, 1, 26, 9), Rhona, "theme3", "t3r1", Green("2026-01-26", "All 24 members of staff were trained."))
            .Minutes(On(2025, 11, 14, 15))
            .Then(t => t.DoAt(On(2026, 2, 9, 9), Moira, "monitor.open", "conclude")
                .DoAt(On(2026, 2, 9, 10), Moira, "propose.open", "sign", new DemoAnswers { ["reasons"] = "Every action is completed and the next assurance visit found no concern." })
                .DoAt(On(2026, 2, 10, 9), Euan, "group.asked", "confirm")
                .DoAt(On(2026, 2, 10, 10), Rhona, "group.asked", "confirm")
                .DoAt(On(2026, 2, 11, 9), Alba, "group.asked", "confirm")
                .DoAt(On(2026, 2, 18, 9), Isla, "chog.open", "sign")
                .DoAt(On(2026, 2, 20, 9), Moira, "letter.open", "complete")
                .DoAt(On(2026, 4, 9, 9), Moira, "follow.impact-theme3#t3r1", "checked", new DemoAnswers { ["actions.impactSeen"] = "Yes", ["actions.impact"] = "Concerns are reported on the same day." }));
    }

    // Version 3 is followed: two actions are Red, four Amber, five Green; the review is tomorrow.
    private static IEnumerable<DemoAct> Thistlebank()
    {
        var home = new Home("thistlebank-house", Gregor, Alba, Catriona, ("planningGroup", Ishbel), ("planningGroup", Struan), ("careInspectorate", Hamish));
        JsonArray Theme1() => Rows(("t1r1", "Everybody has something to look forward to each day", "Ask each person what they enjoy, and plan it", Gregor, "2026-03-31"), ("t1r2", "Meals are a pleasant time", "Change the seating at meals with those who live here", Ishbel, "2026-07-31"));
        JsonArray Theme2() => Rows(
            ("t2r1", "Staff are supported", "Supervise every member of staff each quarter", Gregor, "2026-04-30"),
            ("t2r2", "Incidents lead to change", "Look at all incidents at a monthly meeting", Gregor, "2026-05-29"),
            ("t2r3", "The home is led while the manager is away", "Train a deputy", Alba, "2026-06-05"));
        JsonArray Theme3() => Rows(
            ("t3r1", "Staff prevent infections", "All staff complete the Infection Prevention & Control (IPC) module", Gregor, "2026-03-31"),
            ("t3r2", "Falls are fewer", "Train two falls champions", Gregor, "2026-06-30"),
            ("t3r3", "Staff know the people they care for", "Two hours a month with each key person", Gregor, "2026-05-15"));
        JsonArray Theme5() => Rows(
            ("t5r1", "Care plans say what matters to people", "Review all 32 care plans with people and families", Gregor, "2026-07-17"),
            ("t5r2", "Weight is watched", "Weigh monthly and act on a loss of 5%", Gregor, "2026-04-15"),
            ("t5r3", "Families are heard", "Hold a meeting for families each quarter", Struan, "2026-06-26"));
        return home.Opened(On(2026, 1, 12, 9), "inspection")
            .Met(On(2026, 1, 21, 10), "2026-03-16")
            .Version(On(2026, 1, 23, 9), ("theme1", Theme1()), ("theme2", Theme2()), ("theme3", Theme3()))
            .Minutes(On(2026, 1, 26, 15))
            .Progress(On(2026, 3, 9, 9), Gregor, "theme3", "t3r1", Green("2026-03-06", "All 41 members of staff have completed the module (100%)."))
            .Arranged(On(2026, 3, 4, 9), "2026-03-16")
            .Held(On(2026, 3, 16, 10), "2026-05-05")
            .Version(On(2026, 3, 18, 9), ("theme1", Theme1()), ("theme2", Theme2()), ("theme3", Theme3()), ("theme5", Theme5()))
            .Minutes(On(2026, 3, 20, 15))
            .Progress(On(2026, 3, 30, 9), Gregor, "theme1", "t1r1", Green("2026-03-27", "Everybody was asked; the plans hang in the day room."))
            .Progress(On(2026, 4, 14, 9), Gregor, "theme5", "t5r2", Green("2026-04-10", "Everybody is weighed on the first Monday."))
            .Arranged(On(2026, 4, 21, 9), "2026-05-01")
            .Held(On(2026, 5, 1, 10), "2026-06-17", ownerAway: "On leave until 6 May")
            .Version(On(2026, 5, 5, 9), ("theme1", Theme1()), ("theme2", Theme2()), ("theme3", Theme3()), ("theme5", Theme5()))
            .Minutes(On(2026, 5, 7, 15), ("2.2", "The first monthly meeting is on Wednesday 20 May."), ("5.1", "A third of the care plans is reviewed; people and families take part in each."))
            .Progress(On(2026, 4, 29, 9), Gregor, "theme2", "t2r1", Green("2026-04-28", "Everybody has had supervision; the dates of the next quarter are set."))
            .Progress(On(2026, 5, 14, 9), Gregor, "theme3", "t3r3", Green("2026-05-14", "The rota leaves two hours a month with each key person."))
            .Progress(On(2026, 6, 1, 9), Gregor, "theme2", "t2r2", new DemoAnswers { ["actions.progress"] = "The meeting of May was cancelled; a new day is being sought.", ["actions.rag"] = "Red" })
            .Progress(On(2026, 6, 10, 9), Gregor, "theme5", "t5r1", new DemoAnswers { ["actions.progress"] = "19 of 32 care plans are reviewed (59%).", ["actions.rag"] = "Amber" })
            .Progress(On(2026, 6, 11, 9), Gregor, "theme3", "t3r2", new DemoAnswers { ["actions.progress"] = "One champion is trained, the other has a place on 23 June.", ["actions.rag"] = "Amber" })
            .Acts;
    }

    // A difference of opinion, talked through without success, is with the oversight group.
    private static IEnumerable<DemoAct> Birchgrove()
    {
        var home = new Home("birchgrove-house", Morven, Senga);
        return home.Opened(On(2026, 4, 13, 9), "complaint")
            .Met(On(2026, 4, 22, 10), "2026-07-06")
            .Version(On(2026, 4, 24, 9), ("theme4", Rows(("t4r1", "People can go into the garden when they like", "Make the ramp and the door safe", Senga, "2026-05-29"), ("t4r2", "Rooms are warm", "Replace the heating of the north wing", Senga, "2026-08-28"))))
            .Minutes(On(2026, 4, 27, 15))
            .Then(t => t.Step(On(2026, 6, 1, 9), Senga, "pip-disagreement")
                .DoAt(On(2026, 6, 1, 9, 10), Senga, "raise.open", "raise", new DemoAnswers { ["about"] = "One action", ["action"] = "4.2", ["what"] = "The heating was checked in March and is not the cause of the complaint." })
                .DoAt(On(2026, 6, 8, 11), Senga, "talkRaiser.open", "chog", new DemoAnswers { ["who"] = "Senga Moyes, Morven Duff, Moira Sandilands and Euan Pirie", ["said"] = "The owner sees no need; the partnership relies on the complaint and its own visit.", ["outcome"] = "No agreement was reached." }));
    }

    // The first version was returned by the quality check.
    private static IEnumerable<DemoAct> Kirkfold()
    {
        var home = new Home("kirkfold-home", Fergus, Senga);
        return home.Opened(On(2026, 5, 18, 9), "locality")
            .Met(On(2026, 5, 28, 10), "2026-07-09")
            .Shared(On(2026, 6, 2, 9), ("theme3", Rows(("t3r1", "Enough staff at night", "Recruit two night workers", Senga, "2026-07-31"), ("t3r2", "New staff know the home", "Write an induction of two weeks", Fergus, "2026-07-03"))))
            .Then(t => t.DoAt(On(2026, 6, 9, 9), Moira, "qa.lead", "sign", Ticked()).DoAt(On(2026, 6, 10, 15), Euan, "qa.tactical", "return", null, Note("3.2 has no measure: how many of the new staff, and by when?")));
    }

    // A home's own plan, from self-evaluation.
    private static IEnumerable<DemoAct> Rowanlea() => new Tale("rowanlea-respite", Una)
        .OpenOwn(On(2026, 5, 11, 9), "pip")
        .DoAt(On(2026, 5, 11, 9, 30), Una, "keep.open", "giveOut", Written("Una Kerr", ("theme4", Rows(("t4r1", "The garden can be used by everybody", "Lay a path that wheelchairs can use", Una, "2026-07-24")))))
        .SaveAt(On(2026, 6, 8, 9), Una, "follow.doing-theme4#t4r1", new DemoAnswers { ["actions.progress"] = "Two offers are in.", ["actions.rag"] = "Amber" })
        .Acts;

    private static JsonArray Rows(params (string Id, string Outcome, string Action, string Owner, string By)[] rows) => new([.. rows.Select(r => (JsonNode)new JsonObject
    {
        ["id"] = r.Id, ["outcome"] = r.Outcome, ["action"] = r.Action, ["measure"] = "Counted at each review, 100% by the date", ["owner"] = r.Owner, ["timescale"] = r.By,
    })]);

    private static DemoAnswers Green(string on, string what) => new() { ["actions.progress"] = what, ["actions.rag"] = "Green", ["actions.completedOn"] = on, ["actions.evidence"] = "The list lies in the office of the manager." };

    private static DemoAnswers Ticked() => new() { ["rows"] = true, ["measures"] = true, ["rag"] = true, ["context"] = true, ["plain"] = true, ["confidential"] = true };

    private static DemoAnswers Written(string manager, params (string Theme, JsonArray Rows)[] themes)
    {
        var answers = new DemoAnswers { ["registeredManager"] = manager, ["typeOfService"] = "Residential Care Home for Older Adults" };
        foreach (var (theme, rows) in themes)
        {
            answers[$"{theme}/actions"] = rows.DeepClone();
            answers[$"{theme}/sources"] = new JsonArray("Assurance Visits");
            answers[$"{theme}/context"] = "What was found is written in the report of the visit.";
        }

        return answers;
    }

    /// <summary>A home with a partnership plan, and what happens to it.</summary>
    private sealed class Home(string subject, string manager, string owner, string? second = null, params (string Group, string Who)[] outside)
    {
        private readonly Tale _tale = new(subject, Euan);
        private string _review = "";

        public Home Opened(DateTimeOffset at, string trigger)
        {
            var grades = new JsonArray(new JsonObject { ["id"] = "r1", ["question"] = "How good is our leadership?", ["grade"] = "2" }, new JsonObject { ["id"] = "r2", ["question"] = "How good is our staff team?", ["grade"] = "2" });
            _tale.Open(at, "pip")
                .DoAt(at.AddMinutes(10), Euan, "record.open", "complete", new DemoAnswers { ["kinds"] = new JsonArray(trigger), ["grades"] = trigger == "inspection" ? grades : null, ["detail"] = "Found on a visit; the report is with the tactical team." })
                .Take(at.AddMinutes(20), Euan)
                .DoAt(at.AddMinutes(30), Euan, "decide.open", "open", new DemoAnswers { ["lead"] = Moira, ["tactical"] = Euan, ["second"] = second });
            return this;
        }

        public Home Met(DateTimeOffset at, string review) => Arranged(at.AddDays(-5), at.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).Held(at, review);

        public Home Arranged(DateTimeOffset at, string on)
        {
            _tale.DoAt(at.AddMinutes(5), Moira, "arrange.open", "arranged", new DemoAnswers { ["on"] = on, ["time"] = "10am", ["place"] = "The home’s day room" });
            return this;
        }

        public Home Held(DateTimeOffset at, string review, string? ownerAway = null)
        {
            _review = review;
            _tale.DoAt(at.AddHours(2), Moira, "hold.open", "held", new DemoAnswers
            {
                ["managerCame"] = "Yes",
                ["ownerCame"] = ownerAway is null ? "Yes" : "No",
                ["ownerAbsence"] = ownerAway is null ? null : "Apology",
                ["ownerWhy"] = ownerAway,
                ["leadCame"] = "Yes",
                ["tacticalCame"] = "Yes",
                ["completer"] = manager,
                ["reviewDate"] = review,
            });
            return this;
        }

        public Home Minutes(DateTimeOffset at, params (string Action, string Note)[] notes)
        {
            var rows = notes.Select((n, i) => (JsonNode)new JsonObject { ["id"] = $"r{i + 1}", ["action"] = n.Action, ["note"] = n.Note });
            _tale.DoAt(at, Moira, "minutes.open", "complete", new DemoAnswers { ["decisions"] = "The plan is agreed as it stands.", ["notes"] = new JsonArray([.. rows]) });
            return this;
        }

        /// <summary>Written, shared and confirmed by everybody.</summary>
        public Home Shared(DateTimeOffset at, params (string Theme, JsonArray Rows)[] themes)
        {
            var written = Written(DemoPeople.Everybody.Single(p => p.Id == manager).Name, themes);
            (written["review"], written["dateOfPlan"]) = (_review, at.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            _tale.DoAt(at, manager, "draft.open", "share", written);
            string[] group = second is null ? [Euan, Moira, manager, owner] : [Euan, second, Moira, manager, owner];
            for (var i = 0; i < group.Length; i++) _tale.DoAt(at.AddHours(1 + i), group[i], "confirm.asked", "confirm");
            return this;
        }

        /// <summary>From the draft to the distributed version.</summary>
        public Home Version(DateTimeOffset at, params (string Theme, JsonArray Rows)[] themes)
        {
            Shared(at, themes);
            _tale.DoAt(at.AddHours(7), Moira, "qa.lead", "sign", Ticked()).DoAt(at.AddHours(7).AddMinutes(10), Euan, "qa.tactical", "sign", Ticked());
            if (second is not null) _tale.DoAt(at.AddHours(7).AddMinutes(20), second, "qa.second", "sign", Ticked());
            (string Group, string Who)[] to = [("planningGroup", manager), ("planningGroup", owner), ("planningGroup", Euan), ("chog", Isla), ("commissioning", "rory-tait"), .. outside];
            _tale.DoAt(at.AddHours(8), Moira, "distribute.open", "distribute", null, new JsonObject
            {
                ["recipients"] = new JsonArray([.. to.Select(r => (JsonNode)new JsonObject { ["person"] = r.Who, ["group"] = r.Group })]),
                ["checked"] = true,
            });
            return this;
        }

        public Home Progress(DateTimeOffset at, string who, string theme, string row, DemoAnswers answers)
        {
            _tale.SaveAt(at, who, $"follow.doing-{theme}#{row}", answers);
            return this;
        }

        public IEnumerable<DemoAct> Then(Func<Tale, Tale> more) => more(_tale).Acts;

        public IEnumerable<DemoAct> Acts => _tale.Acts;
    }
}
