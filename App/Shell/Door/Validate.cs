using CrmLive.Data;
using FluentValidation;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Fourth step: the request's own rules about shape and bounds; the domain's rules come with the handler.</summary>
internal sealed class Validate<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> rules) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var problems = new List<Problem>();
        foreach (var rule in rules)
        {
            var result = await rule.ValidateAsync(request, cancellationToken);
            problems.AddRange(result.Errors.Select(error => new Problem(Wire(error.PropertyName), Code(error.ErrorCode), error.ErrorMessage)));
        }

        return problems.Count == 0 ? await next() : throw new InvalidInput(problems);
    }

    // Clients get words of ours, not the class names of a library.
    private static string Code(string rule) => rule switch
    {
        "NotEmptyValidator" or "NotNullValidator" => "required",
        "MaximumLengthValidator" or "LengthValidator" => "too_long",
        "InclusiveBetweenValidator" or "GreaterThanValidator" or "GreaterThanOrEqualValidator" or "LessThanValidator" or "LessThanOrEqualValidator" => "out_of_range",
        _ when rule.EndsWith("Validator", StringComparison.Ordinal) => "invalid",
        _ => rule,
    };

    private static string Wire(string path) => string.Join('.', path.Split('.').Select(EventJson.Snake));
}
