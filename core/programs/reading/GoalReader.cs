namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads a <c>goal</c>: it is asked for and remembered, and, where the author says so, asked about later.</summary>
internal static class GoalReader
{
    private static readonly AnswerFormat FreeText = new AnswerFormat.FreeText();
    private static readonly AnswerFormat YesNo = new AnswerFormat.YesNo();

    public static void Read(ReadingContext context, YamlMap node, DialogBuilder dialog)
    {
        var question = new QuestionReader(context).Read(node, "goal", FreeText);
        var thanks = context.Localized(node, "thanks", required: false);
        var followUp = node.Map("follow_up", required: false);
        if (question?.Memory is not { } goal)
        {
            node.Problem("goal", "A goal is remembered: add 'as' with the name of a memory.");
            node.AcceptTheRest();
            followUp?.AcceptTheRest();
            return;
        }

        dialog.Add(new Instruction.Ask(question));
        dialog.Add(new Instruction.SetGoal(goal));
        Say(dialog, thanks);
        if (followUp is not null)
        {
            ReadFollowUp(context, followUp, goal, dialog);
        }
    }

    private static void ReadFollowUp(ReadingContext context, YamlMap followUp, string goal, DialogBuilder dialog)
    {
        WaitReader.Read(followUp, dialog);
        var review = new QuestionReader(context).Read(followUp, "ask", YesNo);
        var thanks = context.Localized(followUp, "thanks", required: false);
        followUp.RefuseTheRest();
        if (review is null || review.Memory is null || review.Format is not AnswerFormat.YesNo)
        {
            followUp.Problem("ask", "The follow-up of a goal asks yes or no, and remembers it: add 'as' with the name of a yesno memory.");
            return;
        }

        dialog.Add(new Instruction.Ask(review));
        dialog.Add(new Instruction.ReviewGoal(goal, review.Memory));
        Say(dialog, thanks);
    }

    private static void Say(DialogBuilder dialog, LocalizedText? text)
    {
        if (text is not null)
        {
            dialog.Add(new Instruction.Say(text));
        }
    }
}
