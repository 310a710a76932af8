/// The JavaScript around KaTeX.
enum KatexScript {
  /// What KaTeX expects of a browser and duktape does not have.
  static let environment = #"""
    var console = { log: function () {}, warn: function () {}, error: function () {} };
    if (!Array.prototype.fill) {
      Object.defineProperty(Array.prototype, 'fill', {
        configurable: true, writable: true,
        value: function (value, start, end) {
          var length = this.length;
          var first = start === undefined ? 0 : start < 0 ? Math.max(length + start, 0) : start;
          var last = end === undefined ? length : end < 0 ? length + end : Math.min(end, length);
          for (var index = first; index < last; index += 1) { this[index] = value; }
          return this;
        }
      });
    }
    """#

  /// Typesetting of one formula after another, and LaTeX's commands that KaTeX lacks.
  ///
  /// `typeset` answers `+markup`, `*markup` where the formula has changed macros, or
  /// `-offset:message` where it is wrong.
  static let typesetting = #"""
    var macros = {};
    var outerMacros = [];
    var numbers = {};

    function copy(object) {
      var result = {};
      for (var name in object) { if (object.hasOwnProperty(name)) { result[name] = object[name]; } }
      return result;
    }

    function isSame(left, right) {
      for (var name in left) { if (left[name] !== right[name]) { return false; } }
      for (name in right) { if (left[name] !== right[name]) { return false; } }
      return true;
    }

    function beginScope() { outerMacros.push(macros); macros = {}; }
    function endScope() { macros = outerMacros.pop() || {}; }
    function setNumber(label, number) { numbers['=' + label] = number; }

    // MathML's elements for text hold nothing else in HTML; KaTeX puts rows and symbols into some.
    var textElements = { mi: true, mn: true, mo: true, ms: true, mtext: true };

    function isText(node) { return 'text' in node; }

    function makeValid(node) {
      if (textElements[node.type] && !node.children.every(isText)) {
        var color = node.attributes.mathcolor;
        node.type = 'mrow';
        node.attributes = color === undefined ? {} : { mathcolor: color };
        node.children = node.children.map(function (child) {
          return isText(child) ? new node.constructor('mtext', [child]) : child;
        });
      }
      if (node.type === 'mi') { delete node.attributes.separator; }
      if (node.type === 'mtd') { delete node.attributes.width; }
    }

    // The kinds of KaTeX's nodes that are written below. Half of the time would go into its own
    // writing, which builds the text of each node anew for every node around it.
    var Span = katex.__domTree.Span;
    var Symbol = katex.__domTree.SymbolNode;
    var MathElement, MathText;
    (function () {
      var math = katex.__renderToDomTree('x', {}).children[0].children[0];
      MathElement = math.constructor;
      var node = math;
      while (node.children) { node = node.children[node.children.length - 1]; }
      MathText = node.constructor;
    })();

    var references = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };
    // Without a prototype: any text may be a key.
    var escapedTexts = Object.create(null);
    var escapedCount = 0;

    function escaped(text) {
      var result = escapedTexts[text];
      if (result !== undefined) { return result; }
      text = String(text);
      result = text.replace(/[&<>"']/g, function (character) { return references[character]; });
      if (text.length <= 64) {
        if (escapedCount === 4096) { escapedTexts = Object.create(null); escapedCount = 0; }
        escapedTexts[text] = result;
        escapedCount += 1;
      }
      return result;
    }

    var propertyNames = {};

    function styleOf(node) {
      // Italic letters lean over what follows.
      var result = node.constructor === Symbol && node.italic > 0
        ? 'margin-right:' + node.italic + 'em;' : '';
      var style = node.style;
      for (var name in style) {
        var property = propertyNames[name];
        if (!property) {
          property = name.replace(/([A-Z])/g, '-$1').toLowerCase() + ':';
          propertyNames[name] = property;
        }
        result += property + style[name] + ';';
      }
      return result;
    }

    function classesOf(classes) {
      var result = '', length = classes.length;
      for (var index = 0; index < length; index += 1) {
        var name = classes[index];
        if (name) { result = result ? result + ' ' + name : name; }
      }
      return escaped(result);
    }

    // Appends the markup of a node as KaTeX's `toMarkup` makes it. Everything stands in this one
    // function, and pieces are not joined before the end: a call costs as much as a short text.
    function write(node, output) {
      var name, style, attributes = '';
      switch (node.constructor) {
      case Symbol:
      case Span:
        name = 'span';
        if (node.classes.length) { attributes = ' class="' + classesOf(node.classes) + '"'; }
        style = styleOf(node);
        if (style) { attributes += ' style="' + escaped(style) + '"'; }
        if (node.constructor === Symbol) {
          if (attributes) { output.push('<span', attributes, '>', escaped(node.text), '</span>'); }
          else { output.push(escaped(node.text)); }
          return;
        }
        break;
      case MathElement:
        makeValid(node);
        name = node.type;
        if (node.classes.length) { attributes = ' class="' + classesOf(node.classes) + '"'; }
        break;
      // KaTeX knows no character for some strokes above and below.
      case MathText: output.push(node.text === undefined ? '' : escaped(node.text)); return;
      default:
        // A fragment is what stands in it.
        if (node.children && !node.attributes) {
          node.children.forEach(function (child) { write(child, output); });
        } else {
          output.push(node.toMarkup());
        }
        return;
      }
      var values = node.attributes;
      for (var key in values) { attributes += ' ' + key + '="' + escaped(values[key]) + '"'; }
      output.push('<', name, attributes, '>');
      var children = node.children, length = children.length;
      for (var index = 0; index < length; index += 1) { write(children[index], output); }
      output.push('</', name, '>');
    }

    function markupOf(tree) {
      var output = [];
      write(tree, output);
      return output.join('');
    }

    function typeset(tex, displayed) {
      var saved = copy(macros);
      try {
        var markup = markupOf(katex.__renderToDomTree(tex, {
          displayMode: displayed, output: 'htmlAndMathml', throwOnError: true, strict: 'ignore',
          trust: false, globalGroup: true, macros: macros, maxExpand: 10000, maxSize: 50
        }));
        var isEmpty = markup.indexOf('<semantics><mrow></mrow><annotation') >= 0;
        return (isSame(macros, saved) ? '+' : '*') + (isEmpty ? '' : markup);
      } catch (error) {
        macros = saved;
        var offset = typeof error.position === 'number' ? error.position : '';
        return '-' + offset + ':' + (error.message || error);
      }
    }

    // KaTeX keeps tokens in reverse order, as it pushes them on its stack.
    function textOf(tokens) {
      return tokens.slice().reverse().map(function (token) {
        return /^\\[a-zA-Z]+$/.test(token.text) ? token.text + ' ' : token.text;
      }).join('');
    }

    // The tokens up to the ']' that belongs to a '[' already read.
    function tokensInBrackets(context) {
      var tokens = [], depth = 0;
      for (;;) {
        var token = context.popToken();
        if (token.text === 'EOF') { throw new katex.ParseError("Expected ']'", token); }
        if (token.text === ']' && depth === 0) { return tokens.reverse(); }
        if (token.text === '{') { depth += 1; }
        if (token.text === '}') { depth -= 1; }
        tokens.push(token);
      }
    }

    function isOpeningBracket(tokens) { return tokens.length === 1 && tokens[0].text === '['; }

    function withArguments(tokens, values) {
      var result = tokens.slice();
      for (var index = result.length - 1; index >= 0; index -= 1) {
        if (result[index].text !== '#') { continue; }
        index -= 1;
        var name = index >= 0 ? result[index].text : '';
        if (name === '#') {
          result.splice(index + 1, 1);
        } else if (/^[1-9]$/.test(name) && +name <= values.length) {
          result.splice.apply(result, [index, 2].concat(values[+name - 1]));
        } else {
          throw new katex.ParseError('Not a valid argument number');
        }
      }
      return result;
    }

    // \newcommand{\name}[count][value of the first argument]{text}
    function defineCommand(context, replaces) {
      var name = context.consumeArg().tokens;
      if (name.length !== 1) {
        throw new katex.ParseError("The first argument of \\newcommand must be a macro name");
      }
      var count = 0, fallback = null;
      var tokens = context.consumeArg().tokens;
      if (isOpeningBracket(tokens)) {
        var text = textOf(tokensInBrackets(context));
        if (!/^\s*[0-9]\s*$/.test(text)) {
          throw new katex.ParseError('Invalid number of arguments: ' + text);
        }
        count = parseInt(text, 10);
        tokens = context.consumeArg().tokens;
        if (isOpeningBracket(tokens)) {
          fallback = tokensInBrackets(context);
          tokens = context.consumeArg().tokens;
        }
      }
      if (!replaces && context.isDefined(name[0].text)) { return ''; }
      context.macros.set(name[0].text, fallback === null ? { tokens: tokens, numArgs: count }
        : function (context) {
          var first = fallback;
          context.consumeSpaces();
          if (context.future().text === '[') {
            context.popToken();
            first = tokensInBrackets(context);
          }
          var values = [first].concat(count > 1 ? context.consumeArgs(count - 1) : []);
          return { tokens: withArguments(tokens, values), numArgs: 0 };
        });
      return '';
    }

    // A name that exists is redefined: notes repeat their definitions, and other tools let them.
    ['\\newcommand', '\\renewcommand'].forEach(function (name) {
      katex.__defineMacro(name, function (context) { return defineCommand(context, true); });
    });
    katex.__defineMacro('\\providecommand', function (context) {
      return defineCommand(context, false);
    });
    katex.__defineMacro('\\DeclareMathOperator', function (context) {
      var operator = '\\operatorname';
      if (context.future().text === '*') {
        context.popToken();
        operator = '\\operatorname*';
      }
      var name = context.consumeArg().tokens;
      if (name.length !== 1) {
        throw new katex.ParseError('The first argument of \\DeclareMathOperator must be a name');
      }
      var text = textOf(context.consumeArg().tokens);
      context.macros.set(name[0].text, operator + '{' + text + '}');
      return '';
    });

    function numberOf(context) { return numbers['=' + textOf(context.consumeArg().tokens).trim()]; }
    // The page numbers an equation with one label itself; of several labels each numbers its row.
    katex.__defineMacro('\\label', function (context) {
      var number = numberOf(context);
      return number === undefined ? '' : '\\tag{' + number + '}';
    });
    katex.__defineMacro('\\ref', function (context) {
      return '\\text{' + (numberOf(context) || '?') + '}';
    });
    katex.__defineMacro('\\eqref', function (context) {
      return '\\text{(' + (numberOf(context) || '?') + ')}';
    });
    """#
}
