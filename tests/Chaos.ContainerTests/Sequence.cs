using Xunit.Sdk;
using Xunit.v3;

// Clusters side by side would slow each other down on small machines: one test at a time.
[assembly: Parallelization(Mode = ParallelMode.None)]
