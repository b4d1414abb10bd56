using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Writes an execution as one line of C# with full names that compiles outside the class.</summary>
internal sealed class StatementPrinter
{
    private readonly List<string> _declarations = new();
    private string _receiver = "";

    /// <summary>The line, and each input on its own in parameter order (the receiver first, as <c>this</c>).</summary>
    public static (string Statement, IReadOnlyList<KeyValuePair<string, string>> Inputs) Print(IMethodSymbol method, MethodInputs inputs)
    {
        var printer = new StatementPrinter();
        var listed = new List<KeyValuePair<string, string>>();
        var receiver = inputs.Receiver is null ? LiteralText.TypeName(method.ContainingType) : printer.Receiver(inputs.Receiver);
        if (inputs.Receiver is not null)
        {
            listed.Add(new KeyValuePair<string, string>("this", receiver));
            if (inputs.Arguments.Any(a => a is InputRecipe.Alias { Parameter: InputRecipe.Alias.Receiver }))
            {
                // Named, so that it can be passed to itself; what needed preparing has a name already.
                var name = receiver.StartsWith("new ", StringComparison.Ordinal) ? printer.Local(method.ContainingType.Name) : receiver;
                if (name != receiver)
                {
                    printer._declarations.Add($"var {name} = {receiver}");
                    receiver = name;
                }
            }

            printer._receiver = receiver;
        }

        var arguments = printer.Arguments(method, inputs.Arguments);
        for (var i = 0; i < arguments.Count; i++)
        {
            listed.Add(new KeyValuePair<string, string>(method.Parameters[i].Name, arguments[i].Input));
        }

        printer._declarations.Add(Call(method, receiver, arguments.Select(a => a.Text).ToList()));
        return (string.Join("; ", printer._declarations), listed);
    }

    private static string Call(IMethodSymbol method, string receiver, List<string> arguments)
    {
        var list = string.Join(", ", arguments);
        switch (method.MethodKind)
        {
            case MethodKind.Constructor:
                return $"new {LiteralText.TypeName(method.ContainingType)}({list})";
            case MethodKind.PropertyGet when method.AssociatedSymbol is IPropertySymbol { IsIndexer: true }:
                return $"_ = {receiver}[{list}]";
            case MethodKind.PropertyGet:
                return $"_ = {receiver}.{method.AssociatedSymbol!.Name}";
            case MethodKind.PropertySet when method.AssociatedSymbol is IPropertySymbol { IsIndexer: true }:
                return $"{receiver}[{string.Join(", ", arguments.Take(arguments.Count - 1))}] = {arguments[arguments.Count - 1]}";
            case MethodKind.PropertySet:
                return $"{receiver}.{method.AssociatedSymbol!.Name} = {list}";
            case MethodKind.Conversion:
                return $"_ = ({LiteralText.TypeName(method.ReturnType)})({list})";
            case MethodKind.UserDefinedOperator:
                return $"_ = {Operator(method.Name, arguments)}";
            default:
                var types = method.TypeArguments.IsEmpty ? "" : $"<{string.Join(", ", method.TypeArguments.Select(LiteralText.TypeName))}>";
                return $"{receiver}.{method.Name}{types}({list})";
        }
    }

    private static string Operator(string name, List<string> arguments)
    {
        var kind = Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetText(Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetOperatorKind(name));
        return arguments.Count == 1 ? $"{kind}({arguments[0]})" : $"({arguments[0]}) {kind} ({arguments[1]})";
    }

    private List<(string Text, string Input)> Arguments(IMethodSymbol method, ImmutableArray<InputRecipe> recipes)
    {
        var names = new Dictionary<int, string>();
        var texts = new List<(string Text, string Input)>();
        for (var i = 0; i < recipes.Length; i++)
        {
            var parameter = method.Parameters[i];
            var isShared = recipes.Any(r => r is InputRecipe.Alias alias && alias.Parameter == i || r is InputRecipe.Variable variable && variable.Parameter == i);
            if (recipes[i] is InputRecipe.Alias shared)
            {
                var name = shared.Parameter == InputRecipe.Alias.Receiver ? _receiver : names[shared.Parameter];
                texts.Add((name, name));
                continue;
            }

            if (recipes[i] is InputRecipe.Variable)
            {
                // Its array may be named later: filled in below.
                texts.Add(("", ""));
                continue;
            }

            if (parameter.RefKind == RefKind.Out && !isShared)
            {
                texts.Add(("out _", "out"));
                continue;
            }

            var text = Expression(recipes[i]);
            var input = text;
            if (isShared || parameter.RefKind is RefKind.Ref)
            {
                names[i] = Fresh(parameter.Name, method);
                var type = SpanValue.ElementOf(parameter.Type) is { } element ? $"{LiteralText.TypeName(element)}[]" : LiteralText.TypeName(parameter.Type);
                _declarations.Add($"{type} {names[i]} = {text}");
                text = Prefix(parameter) + names[i];
            }
            else if (text == "null" && IsOverloaded(method))
            {
                text = $"({LiteralText.TypeName(parameter.Type)})null";
            }

            texts.Add((text, input));
        }

        for (var i = 0; i < recipes.Length; i++)
        {
            if (recipes[i] is InputRecipe.Variable variable)
            {
                var place = variable.Element is { } element ? FormattableString.Invariant($"{names[variable.Parameter]}[{element}]") : names[variable.Parameter];
                texts[i] = (Prefix(method.Parameters[i]) + place, place);
            }
        }

        return texts;
    }

    private static string Prefix(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In or RefKind.RefReadOnlyParameter => "in ",
        _ => "",
    };

    private static bool IsOverloaded(IMethodSymbol method) =>
        method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Count(m => m.Parameters.Length == method.Parameters.Length) > 1;

    private static string Fresh(string name, IMethodSymbol method) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    private string Receiver(InputRecipe recipe)
    {
        var text = Expression(recipe);
        return recipe is InputRecipe.Literal or InputRecipe.Default ? $"({text})" : text;
    }

    private string Expression(InputRecipe recipe) => recipe switch
    {
        InputRecipe.Literal literal => LiteralText.Of(literal.Value, literal.Type),
        InputRecipe.Box box => LiteralText.Of(box.Value.Value, box.Value.Type),
        InputRecipe.Array { Items.IsEmpty: true } array => NewArray(array.ElementType, "0"),
        InputRecipe.Array array => $"{NewArray(array.ElementType, "")} {{ {string.Join(", ", array.Items.Select(Expression))} }}",
        InputRecipe.Grid grid when grid.Lengths.Contains(0) => $"new {LiteralText.TypeName(grid.ElementType)}[{string.Join(", ", grid.Lengths)}]",
        InputRecipe.Grid grid => $"new {LiteralText.TypeName(grid.ElementType)}[,] {{ {string.Join(", ", Rows(grid))} }}",
        InputRecipe.Tuple tuple => $"({string.Join(", ", tuple.Items.Select(Expression))})",
        InputRecipe.Default d => $"default({LiteralText.TypeName(d.Type)})",
        InputRecipe.Recorder recorder => $"new Recorder<{LiteralText.TypeName(recorder.Interface)}>({recorder.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)})",
        InputRecipe.Function function => Function(function),
        InputRecipe.New creation => New(creation),
        _ => throw new InvalidOperationException(recipe.GetType().Name),
    };

    private string Function(InputRecipe.Function function)
    {
        var parameters = string.Join(", ", function.Delegate.DelegateInvokeMethod!.Parameters.Select(p => "_" + p.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var body = function.Throws ? "throw new System.InvalidOperationException()" : function.Result is { } result ? Expression(result) : "{ }";
        return $"new {LiteralText.TypeName(function.Delegate)}(({parameters}) => {body})";
    }

    private IEnumerable<string> Rows(InputRecipe.Grid grid) => Enumerable.Range(0, grid.Lengths[0])
        .Select(row => $"{{ {string.Join(", ", grid.Items.Skip(row * grid.Lengths[1]).Take(grid.Lengths[1]).Select(Expression))} }}");

    /// <summary>The size goes into the first brackets of a jagged array's type.</summary>
    private static string NewArray(ITypeSymbol elementType, string size)
    {
        var inner = elementType;
        var rest = "";
        while (inner is IArrayTypeSymbol array)
        {
            rest += "[]";
            inner = array.ElementType;
        }

        return $"new {LiteralText.TypeName(inner)}[{size}]{rest}";
    }

    private string New(InputRecipe.New creation)
    {
        var type = LiteralText.TypeName(creation.Constructor.ContainingType);
        var text = $"new {type}({string.Join(", ", creation.Arguments.Select(Expression))})";
        if (!creation.Initializer.IsEmpty)
        {
            text = creation.Arguments.IsEmpty ? $"new {type}" : text;
            text += $" {{ {string.Join(", ", creation.Initializer.Select(m => $"{m.Member.Name} = {Expression(m.Value)}"))} }}";
        }

        if (creation.Calls.IsEmpty)
        {
            return text;
        }

        var name = Local(creation.Constructor.ContainingType.Name);
        _declarations.Add($"var {name} = {text}");
        foreach (var call in creation.Calls)
        {
            _declarations.Add(Call(call.Method, name, call.Arguments.Select(Expression).ToList()));
        }

        return name;
    }

    private string Local(string typeName)
    {
        var name = char.ToLowerInvariant(typeName[0]) + typeName.Substring(1) + "Input";
        var count = _declarations.Count(d => d.StartsWith($"var {name}", StringComparison.Ordinal));
        return count == 0 ? name : name + (count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
