using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions
{
    /// <summary>Marks a parameter or method as bound to something outside the function.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public abstract class BindingAttribute : Attribute;

    /// <summary>Marks the parameter that sets a function going.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public abstract class TriggerBindingAttribute : BindingAttribute;

    /// <summary>Marks a parameter that is given to a function beside its trigger.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public abstract class InputBindingAttribute : BindingAttribute;
}

namespace Microsoft.Azure.Functions.Worker
{
    /// <summary>Marks a method as a function.</summary>
    /// <param name="name">The function's name; unique within the app, whatever its casing.</param>
    [AttributeUsage(AttributeTargets.Method)]
    public class FunctionAttribute(string name) : Attribute
    {
        /// <summary>The function's name.</summary>
        public string Name { get; } = name;
    }

    /// <summary>Who may call an HTTP function.</summary>
    public enum AuthorizationLevel
    {
        /// <summary>Everybody.</summary>
        Anonymous = 0,

        /// <summary>Not supported by the Functions host; treated as <see cref="Function"/>.</summary>
        User = 1,

        /// <summary>Whoever has a function key.</summary>
        Function = 2,

        /// <summary>Whoever has a system key.</summary>
        System = 3,

        /// <summary>Whoever has the host's master key.</summary>
        Admin = 4,
    }

    /// <summary>Calls a function for each HTTP request to its route.</summary>
    public sealed class HttpTriggerAttribute : TriggerBindingAttribute
    {
        /// <summary>All methods, with a function key.</summary>
        public HttpTriggerAttribute()
        {
            AuthLevel = AuthorizationLevel.Function;
        }

        /// <summary>Those methods, for everybody: the level keeps its zero value, as in the real attribute.</summary>
        public HttpTriggerAttribute(params string[] methods)
        {
            Methods = methods;
        }

        /// <summary>All methods, at that level.</summary>
        public HttpTriggerAttribute(AuthorizationLevel authLevel)
        {
            AuthLevel = authLevel;
        }

        /// <summary>Those methods, at that level.</summary>
        public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
        {
            AuthLevel = authLevel;
            Methods = methods;
        }

        /// <summary>The route below the prefix of host.json; null means the function's name.</summary>
        public string? Route { get; set; }

        /// <summary>The HTTP methods; null or empty means all.</summary>
        public string[]? Methods { get; private set; }

        /// <summary>Who may call.</summary>
        public AuthorizationLevel AuthLevel { get; private set; }
    }

    /// <summary>Calls a function for each message of a storage queue.</summary>
    /// <param name="queueName">The queue; may hold <c>%Setting%</c>.</param>
    public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
    {
        /// <summary>The queue.</summary>
        public string QueueName { get; } = queueName;

        /// <summary>The setting with the storage connection; null means <c>AzureWebJobsStorage</c>.</summary>
        public string? Connection { get; set; }
    }

    /// <summary>Calls a function by a schedule.</summary>
    public sealed class TimerTriggerAttribute : TriggerBindingAttribute
    {
        /// <summary>Takes the schedule: six NCRONTAB fields (seconds first), UTC; may hold <c>%Setting%</c>.</summary>
        public TimerTriggerAttribute(string schedule)
        {
            Schedule = schedule;
            UseMonitor = true;
        }

        /// <summary>The schedule.</summary>
        public string Schedule { get; private set; }

        /// <summary>Whether occurrences missed while the host was down are made up for (by one call, past due).</summary>
        public bool UseMonitor { get; set; }

        /// <summary>Whether the function is also called when the host starts.</summary>
        public bool RunOnStartup { get; set; }
    }

    /// <summary>Why a timer function is called.</summary>
    public class TimerInfo
    {
        /// <summary>The schedule's state; null where none is kept.</summary>
        public ScheduleStatus? ScheduleStatus { get; set; }

        /// <summary>Whether the call makes up for an occurrence that was missed.</summary>
        public bool IsPastDue { get; set; }
    }

    /// <summary>A timer's state; all times UTC.</summary>
    public class ScheduleStatus
    {
        /// <summary>The last occurrence.</summary>
        public DateTime Last { get; set; }

        /// <summary>The next occurrence.</summary>
        public DateTime Next { get; set; }

        /// <summary>When this was written.</summary>
        public DateTime LastUpdated { get; set; }
    }

    /// <summary>Gives a function the client of the durable task hub.</summary>
    public sealed class DurableClientAttribute : InputBindingAttribute
    {
        /// <summary>Another task hub than the app's; not supported by the local host.</summary>
        public string? TaskHub { get; set; }

        /// <summary>Another connection than the app's; not supported by the local host.</summary>
        public string? ConnectionName { get; set; }
    }

    /// <summary>Marks a function as an orchestrator.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
    {
        /// <summary>The orchestrator's name; null means the function's.</summary>
        public string? Orchestration { get; set; }
    }

    /// <summary>Marks a function as an activity.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
    {
        /// <summary>The activity's name; null means the function's.</summary>
        public string? Activity { get; set; }
    }
}
