namespace Maestro.Annotations;

/// <summary>
/// States the frame of a member whose body the verifier does not see: an abstract, virtual, interface or extern member that changes nothing its
/// caller can read. Every implementation in the build is looked at, and where one writes, the statement counts for nothing; those outside of it, and
/// extern bodies, are an assumption in the evidence. On a member whose body is seen it adds nothing: frames are inferred there.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = true, AllowMultiple = false)]
public sealed class WritesNothingAttribute : Attribute;
