namespace Akashi.Server.References.Workbook;

/// <summary>
/// Carries a refusal out of the depth of a parser that only knows exceptions (zip, XML, CSV).
/// Thrown and caught inside the file readers; callers of <see cref="FileGate"/> get a <see cref="ReadProblem"/>.
/// </summary>
internal sealed class FileRefusedException(ReadProblem problem) : Exception(problem.Code)
{
    public ReadProblem Problem { get; } = problem;
}
