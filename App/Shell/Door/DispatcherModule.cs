using System.Reflection;
using FluentValidation;
using MediatR;

namespace CrmLive.Shell;

/// <summary>Registers MediatR 5 by hand; moving to a later version touches this file and the signatures of the steps.</summary>
public static class DispatcherModule
{
    public static IServiceCollection AddDispatcher(this IServiceCollection services)
    {
        services.AddSingleton<Outages>();
        services.AddSingleton<Dispatcher>();
        services.AddScoped<CurrentWork>();
        services.AddScoped<EditMerge>();
        services.AddScoped<EditUndo>();
        services.AddTransient<ServiceFactory>(provider => provider.GetService!);
        services.AddTransient<IMediator, Mediator>();

        // The fixed order of steps.
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(Trace<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(RefuseTaken<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(CheckAccess<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(Validate<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(Idempotent<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(OncePerEvent<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(FinishWork<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuditCommand<,>));
        AddHandlers(services, typeof(DispatcherModule).Assembly);
        AddRules(services, typeof(DispatcherModule).Assembly);
        return services;
    }

    private static void AddHandlers(IServiceCollection services, Assembly assembly)
    {
        var handlers = assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetInterfaces().Any(IsHandler))
            .SelectMany(RecordVerbs.Closed)
            .SelectMany(type => type.GetInterfaces()
                .Where(IsHandler)
                .Select(face => (face, type)));
        foreach (var (face, type) in handlers)
        {
            services.AddTransient(face, type);
        }
    }

    private static bool IsHandler(Type face) => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);

    private static void AddRules(IServiceCollection services, Assembly assembly)
    {
        ValidatorOptions.Global.DefaultRuleLevelCascadeMode = CascadeMode.Stop;
        foreach (var rule in AssemblyScanner.FindValidatorsInAssembly(assembly, includeInternalTypes: true))
        {
            // Rules hold nothing of a request, and making them costs more than asking them.
            services.AddSingleton(rule.InterfaceType, rule.ValidatorType);
        }

        // The scanner passes over what is written for all kinds of record.
        foreach (var rule in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: true } && typeof(IValidator).IsAssignableFrom(type)).SelectMany(RecordVerbs.Closed))
        {
            services.AddSingleton(rule.GetInterfaces().Single(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IValidator<>)), rule);
        }
    }
}
