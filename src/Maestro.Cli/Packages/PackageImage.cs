using System.Collections.Concurrent;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Disassembler;
using ICSharpCode.Decompiler.Documentation;
using ICSharpCode.Decompiler.Metadata;
using ICSharpCode.Decompiler.TypeSystem;
using ICSharpCode.Decompiler.TypeSystem.Implementation;

namespace Maestro.Cli.Packages;

/// <summary>
/// One assembly of a package as its file has it: what each method consists of, by the text of its IL, and what it reaches within the assembly. Nothing
/// of it is loaded or run.
/// </summary>
internal sealed class PackageImage : IDisposable
{
    private readonly PEFile _file;
    private readonly DecompilerTypeSystem _types;
    private readonly Dictionary<string, IMethod> _methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ITypeDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly ILookup<string, IMethod> _overriding;
    private readonly Dictionary<string, MethodText> _texts = new(StringComparer.Ordinal);
    private readonly Lazy<string> _resources;

    private PackageImage(PEFile file, DecompilerTypeSystem types)
    {
        (_file, _types) = (file, types);
        foreach (var type in types.MainModule.TypeDefinitions)
        {
            _definitions[IdOf(type)] = type;
            foreach (var method in type.GetMembers(m => true, GetMemberOptions.IgnoreInheritedMembers).OfType<IMethod>().Concat(type.GetAccessors(m => true, GetMemberOptions.IgnoreInheritedMembers)).Where(m => m.DeclaringTypeDefinition == type && !m.MetadataToken.IsNil))
            {
                _methods[IdOf(method)] = method;
            }
        }

        // Any method of an object may implement an interface of a class derived from its own.
        _overriding = _methods.Values.Where(m => !m.IsStatic && !m.IsConstructor)
            .ToLookup(m => $"{SimpleName(m)}/{m.Parameters.Count}", StringComparer.Ordinal);
        _resources = new(ResourceDigest);
    }

    public string Path => _file.FileName;

    /// <summary>Name of the assembly.</summary>
    public string Name => _file.Name;

    /// <summary>Opens a file; null where it is no assembly.</summary>
    /// <param name="path">The file.</param>
    /// <param name="references">By simple name, what it may refer to.</param>
    public static PackageImage? Open(string path, IReadOnlyDictionary<string, string> references)
    {
        try
        {
            var file = new PEFile(path, PEStreamOptions.PrefetchEntireImage);
            return new PackageImage(file, new DecompilerTypeSystem(file, new KnownReferences(references)));
        }
        catch (Exception e) when (IsBadImage(e))
        {
            return null;
        }
    }

    /// <summary>What a file that is not what it says may throw out of readers of metadata.</summary>
    public static bool IsBadImage(Exception e) =>
        e is BadImageFormatException or MetadataFileNotSupportedException or InvalidOperationException or ArgumentException or InvalidCastException
            or IndexOutOfRangeException or NullReferenceException or NotSupportedException or OverflowException or DecompilerException or KeyNotFoundException;

    public bool IsEnum(string type) => _definitions.TryGetValue(type, out var definition) && definition.Kind == TypeKind.Enum;

    public bool Has(string symbol) => _methods.ContainsKey(symbol);

    /// <summary>Methods of the assembly that may run where <paramref name="symbol"/> is called by a virtual call.</summary>
    public IEnumerable<string> OverridesOf(string symbol) => _methods.TryGetValue(symbol, out var method) && (method.IsOverridable || method.DeclaringTypeDefinition!.Kind == TypeKind.Interface)
        ? _overriding[$"{SimpleName(method)}/{method.Parameters.Count}"].Where(o => o.HasBody && !o.Equals(method) && MayRunFor(o, method)).Select(IdOf)
        : [];

    /// <summary>All that <paramref name="symbol"/> reaches within the assembly, itself included: methods and types by documentation id.</summary>
    public IReadOnlyCollection<string> Closure(string symbol)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { symbol };
        var open = new Stack<string>(seen);
        while (open.TryPop(out var id))
        {
            foreach (var next in TextOf(id).Reaches.Where(seen.Add))
            {
                open.Push(next);
            }
        }

        return seen;
    }

    /// <summary>The IL of a method, or the shape of a type, with names instead of tokens; and what it reaches.</summary>
    public MethodText TextOf(string id)
    {
        lock (_texts)
        {
            if (!_texts.TryGetValue(id, out var text))
            {
                _texts.Add(id, text = Read(id));
            }

            return text;
        }
    }

    /// <summary>A digest of the embedded resources: what code that reads them depends on.</summary>
    public string Resources => _resources.Value;

    public CSharpDecompiler Decompiler(DecompilerSettings settings, CancellationToken cancellation) => new(_types, settings) { CancellationToken = cancellation };

    public void Dispose() => _file.Dispose();

    /// <summary>An interface's member may also be implemented by a method of a base class that does not know it: there the name must do.</summary>
    private static bool MayRunFor(IMethod candidate, IMethod called) => called.DeclaringTypeDefinition!.Kind == TypeKind.Interface
        || InheritanceHelper.GetBaseMembers(candidate.IsAccessor ? candidate.AccessorOwner : candidate, includeImplementedInterfaces: false)
            .Any(b => b.MemberDefinition.Equals(called.IsAccessor ? called.AccessorOwner : called));

    /// <summary>Top-level types that hold what <paramref name="ids"/> reach, and those that these name in signatures, fields and bases.</summary>
    public (IReadOnlySet<string> WithBodies, IReadOnlySet<string> Named) TypesFor(IEnumerable<string> ids)
    {
        var reached = ids.SelectMany(Closure).Distinct(StringComparer.Ordinal)
            .Select(id => _methods.TryGetValue(id, out var method) ? method.DeclaringTypeDefinition : _definitions.GetValueOrDefault(id))
            .OfType<ITypeDefinition>().Select(Outermost).Distinct().ToList();
        var bodies = reached.Select(t => t.ReflectionName).ToHashSet(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<ITypeDefinition>(reached);
        while (open.TryPop(out var type))
        {
            if (named.Add(type.ReflectionName))
            {
                foreach (var next in Mentioned(type).Where(t => t.ParentModule == _types.MainModule))
                {
                    open.Push(Outermost(next));
                }
            }
        }

        named.ExceptWith(bodies);
        return (bodies, named);
    }

    private static ITypeDefinition Outermost(ITypeDefinition type)
    {
        while (type.DeclaringTypeDefinition is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static IEnumerable<ITypeDefinition> Mentioned(ITypeDefinition type)
    {
        var types = type.DirectBaseTypes.Concat(type.TypeParameters.SelectMany(p => p.DirectBaseTypes))
            .Concat(type.Fields.Select(f => f.Type))
            .Concat(type.Methods.SelectMany(m => m.Parameters.Select(p => p.Type).Append(m.ReturnType).Concat(m.TypeParameters.SelectMany(p => p.DirectBaseTypes))))
            .Concat(type.Properties.SelectMany(p => p.Parameters.Select(q => q.Type).Append(p.ReturnType)))
            .Concat(type.Events.Select(e => e.ReturnType));
        return types.SelectMany(Parts).Concat(type.NestedTypes.SelectMany(Mentioned)).Distinct();
    }

    private static IEnumerable<ITypeDefinition> Parts(IType type)
    {
        while (type is TypeWithElementType whole)
        {
            type = whole.ElementType;
        }

        return (type.GetDefinition() is { } definition ? [definition] : Enumerable.Empty<ITypeDefinition>()).Concat(type.TypeArguments.SelectMany(Parts));
    }

    private MethodText Read(string id)
    {
        try
        {
            return _methods.TryGetValue(id, out var method) ? Read(method) : _definitions.TryGetValue(id, out var type) ? Read(type) : MethodText.None;
        }
        catch (Exception e) when (IsBadImage(e))
        {
            // Never equal to anything: what cannot be read is not known to be the same.
            return MethodText.None;
        }
    }

    private MethodText Read(IMethod method)
    {
        var handle = (MethodDefinitionHandle)method.MetadataToken;
        var output = new PlainTextOutput();
        new ReflectionDisassembler(output, default) { ShowMetadataTokens = false, ShowSequencePoints = false, DetectControlStructure = false }.DisassembleMethod(_file, handle);
        var text = string.Join('\n', output.ToString().Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        var reaches = new SortedSet<string>(StringComparer.Ordinal) { IdOf(method.DeclaringTypeDefinition!) };
        var externals = new SortedSet<string>(StringComparer.Ordinal);
        var definition = _file.Metadata.GetMethodDefinition(handle);
        if (definition.RelativeVirtualAddress > 0)
        {
            var il = _file.GetMethodBody(definition.RelativeVirtualAddress).GetILReader();
            var context = new GenericContext(method.DeclaringTypeDefinition!.TypeParameters, method.TypeParameters);
            while (il.RemainingBytes > 0)
            {
                var code = il.DecodeOpCode();
                if (code.GetOperandType() is OperandType.Field or OperandType.Method or OperandType.Tok or OperandType.Type or OperandType.Sig)
                {
                    var operand = System.Reflection.Metadata.Ecma335.MetadataTokens.EntityHandle(il.ReadInt32());
                    Reach(operand, context, code, reaches, externals, ref text);
                }
                else
                {
                    il.SkipOperand(code);
                }
            }
        }

        return new MethodText(text, reaches, externals);
    }

    private void Reach(EntityHandle operand, GenericContext context, ILOpCode code, ISet<string> reaches, ISet<string> externals, ref string text)
    {
        if (operand.Kind is HandleKind.StandaloneSignature)
        {
            return;
        }

        if (operand.Kind is HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification)
        {
            ReachType(_types.MainModule.ResolveType(operand, context), reaches, externals);
            return;
        }

        var entity = _types.MainModule.ResolveEntity(operand, context);
        if (entity is IMember member)
        {
            ReachType(member.DeclaringType, reaches, externals);
            entity = member.MemberDefinition;
        }

        switch (entity)
        {
            case IMethod callee when callee.ParentModule == _types.MainModule:
                reaches.Add(IdOf(callee));
                foreach (var overriding in OverridesOf(IdOf(callee)))
                {
                    reaches.Add(overriding);
                }

                break;
            case IField { ParentModule: { } module } field when module == _types.MainModule && code == ILOpCode.Ldtoken:
                // The bytes of an array initialiser lie behind the field.
                var data = _file.Metadata.GetFieldDefinition((FieldDefinitionHandle)field.MetadataToken).GetInitialValue(_file, _types);
                text += "\n" + Convert.ToHexString(SHA256.HashData(data.ReadBytes(data.RemainingBytes)));
                break;
            case IMember known:
                externals.Add(known.FullName);
                break;
            default:
                externals.Add("?");
                break;
        }
    }

    private void ReachType(IType type, ISet<string> reaches, ISet<string> externals)
    {
        foreach (var argument in type.TypeArguments)
        {
            ReachType(argument, reaches, externals);
        }

        var element = type;
        while (element is TypeWithElementType array)
        {
            element = array.ElementType;
        }

        if (element.GetDefinition() is { } definition)
        {
            if (definition.ParentModule == _types.MainModule)
            {
                reaches.Add(IdOf(definition));
            }
            else
            {
                externals.Add(definition.FullName);
            }
        }
    }

    /// <summary>A type's bases, layout, constants and static constructor; and each override of what its instances may be asked by others.</summary>
    private MethodText Read(ITypeDefinition type)
    {
        var text = new StringBuilder().Append(type.Kind).Append(' ').Append(type.IsSealed).Append(' ').Append(type.IsAbstract)
            .Append(' ').AppendJoin(',', type.DirectBaseTypes.Select(b => b.ReflectionName)).Append('\n');
        var reaches = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            text.Append(field.Name).Append(' ').Append(field.Type.ReflectionName).Append(' ').Append(field.IsStatic).Append(field.IsReadOnly).Append(field.IsVolatile)
                .Append(' ').Append(field.IsConst ? field.GetConstantValue() : null).Append('\n');
        }

        foreach (var @base in type.DirectBaseTypes.Select(b => b.GetDefinition()).OfType<ITypeDefinition>().Where(b => b.ParentModule == _types.MainModule))
        {
            reaches.Add(IdOf(@base));
        }

        // Framework code calls back through these, and a static constructor runs by itself.
        foreach (var method in type.Methods.Where(m => m is { IsConstructor: true, IsStatic: true } || m.IsOverride || m.IsExplicitInterfaceImplementation || m.SymbolKind == SymbolKind.Destructor))
        {
            reaches.Add(IdOf(method));
        }

        if (type.DirectBaseTypes.Any(b => b.Kind == TypeKind.Interface))
        {
            foreach (var method in type.Methods.Concat(type.Properties.SelectMany(p => new[] { p.Getter, p.Setter }).OfType<IMethod>()).Where(m => m.IsVirtual || m.IsSealed))
            {
                reaches.Add(IdOf(method));
            }
        }

        return new MethodText(text.ToString(), reaches, new SortedSet<string>(StringComparer.Ordinal));
    }

    private string ResourceDigest()
    {
        var text = new StringBuilder();
        foreach (var resource in _file.Resources.OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            using var stream = resource.TryOpenStream();
            text.Append(resource.Name).Append(' ').Append(stream is null ? "?" : Convert.ToHexString(SHA256.HashData(stream))).Append('\n');
        }

        return text.ToString();
    }

    private static string IdOf(IEntity entity) => IdStringProvider.GetIdString(entity);

    /// <summary>An explicit implementation's name ends in that of the member it implements.</summary>
    private static string SimpleName(IMethod method) => method.Name[(method.Name.LastIndexOf('.', Math.Max(0, method.Name.Length - 1)) is var dot && dot > 0 ? dot + 1 : 0)..];

    /// <summary>Finds the assemblies that the solution compiles with and no other.</summary>
    private sealed class KnownReferences(IReadOnlyDictionary<string, string> paths) : IAssemblyResolver
    {
        private readonly ConcurrentDictionary<string, MetadataFile?> _open = new(StringComparer.OrdinalIgnoreCase);

        public MetadataFile? Resolve(IAssemblyReference reference) => _open.GetOrAdd(reference.Name, name =>
            paths.TryGetValue(name, out var path) ? new PEFile(path, PEStreamOptions.PrefetchEntireImage) : null);

        public MetadataFile? ResolveModule(MetadataFile mainModule, string moduleName) => null;

        public Task<MetadataFile?> ResolveAsync(IAssemblyReference reference) => Task.FromResult(Resolve(reference));

        public Task<MetadataFile?> ResolveModuleAsync(MetadataFile mainModule, string moduleName) => Task.FromResult<MetadataFile?>(null);

        public IDisposable? BeginSnapshot() => null;
    }
}

/// <summary>What a method or type consists of.</summary>
/// <param name="Text">IL with names instead of tokens; empty where it cannot be read.</param>
/// <param name="Reaches">Documentation ids within the assembly.</param>
/// <param name="Externals">Full names of members outside.</param>
internal sealed record MethodText(string Text, IReadOnlyCollection<string> Reaches, IReadOnlyCollection<string> Externals)
{
    public static MethodText None { get; } = new("", [], []);
}
