// TeX to Typst math, from the tree that KaTeX parses. ES5, run after KaTeX in the same engine.
//
// Nothing of the TeX is ever copied into the source: a character becomes an escape or part of a
// string of escapes, so that no formula can become Typst code. Classes of atoms are TeX's, found by
// its rules and written out, because Typst would guess them from the character.
var typstMath = (function () {
  'use strict';

  var CLASSES = {
    ord: 'normal', bin: 'binary', rel: 'relation', open: 'opening', close: 'closing',
    punct: 'punctuation', inner: 'normal', op: 'large'
  };
  var ALPHABETS = {
    mathit: ['italic'], mathnormal: ['italic'], textit: ['italic'],
    mathbf: ['bold', 'upright'], textbf: ['bold', 'upright'], boldsymbol: ['bold'],
    mathbb: ['bb'], mathcal: ['cal'], mathscr: ['scr'], mathfrak: ['frak'],
    mathsf: ['sans', 'upright'], mathtt: ['mono'], texttt: ['mono'], textsf: ['sans', 'upright'],
    mathrm: ['upright'], textrm: ['upright'], textup: ['upright'], textnormal: ['upright'],
    textmd: ['upright'], text: ['upright'], mbox: ['upright'], hbox: ['upright'], emph: ['italic']
  };
  var ACCENTS = {
    hat: 0x302, widehat: 0x302, check: 0x30C, widecheck: 0x30C, tilde: 0x303, widetilde: 0x303,
    acute: 0x301, grave: 0x300, dot: 0x307, ddot: 0x308, breve: 0x306, bar: 0x304, vec: 0x20D7,
    mathring: 0x30A, overrightarrow: 0x20D7, overleftarrow: 0x20D6, overleftrightarrow: 0x20E1
  };
  var TEXT_ACCENTS = {
    "\\'": 0x301, '\\`': 0x300, '\\^': 0x302, '\\~': 0x303, '\\=': 0x304, '\\u': 0x306,
    '\\.': 0x307, '\\"': 0x308, '\\c': 0x327, '\\r': 0x30A, '\\H': 0x30B, '\\v': 0x30C
  };
  var ARROWS = {
    xrightarrow: 0x2192, xleftarrow: 0x2190, xleftrightarrow: 0x2194, xRightarrow: 0x21D2,
    xLeftarrow: 0x21D0, xLeftrightarrow: 0x21D4, xmapsto: 0x21A6, xhookrightarrow: 0x21AA,
    xhookleftarrow: 0x21A9, xlongequal: 0x3D, xrightharpoonup: 0x21C0, xrightharpoondown: 0x21C1,
    xleftharpoonup: 0x21BC, xleftharpoondown: 0x21BD, xrightleftharpoons: 0x21CC,
    xleftrightharpoons: 0x21CB, xtwoheadrightarrow: 0x21A0, xtwoheadleftarrow: 0x219E
  };
  var DELIMITERS = {
    '|': 0x7C, '\\vert': 0x7C, '\\lvert': 0x7C, '\\rvert': 0x7C, '\\|': 0x2016, '\\Vert': 0x2016,
    '\\lVert': 0x2016, '\\rVert': 0x2016, '<': 0x27E8, '>': 0x27E9, '\\lt': 0x27E8, '\\gt': 0x27E9,
    '\\{': 0x7B, '\\}': 0x7D, '\\lbrace': 0x7B, '\\rbrace': 0x7D
  };
  var NEGATED = {
    0x3D: 0x2260, 0x2208: 0x2209, 0x220B: 0x220C, 0x2203: 0x2204, 0x2223: 0x2224, 0x2225: 0x2226,
    0x223C: 0x2241, 0x2243: 0x2244, 0x2245: 0x2247, 0x2248: 0x2249, 0x2261: 0x2262, 0x3C: 0x226E,
    0x3E: 0x226F, 0x2264: 0x2270, 0x2265: 0x2271, 0x227A: 0x2280, 0x227B: 0x2281, 0x2282: 0x2284,
    0x2283: 0x2285, 0x2286: 0x2288, 0x2287: 0x2289, 0x22A2: 0x22AC, 0x22A8: 0x22AD,
    0x2192: 0x219B, 0x2190: 0x219A, 0x21D2: 0x21CF, 0x21D0: 0x21CD, 0x2194: 0x21AE, 0x21D4: 0x21CE
  };
  var COLORS = {
    black: '#000000', white: '#ffffff', gray: '#808080', grey: '#808080', red: '#ff0000',
    green: '#008000', blue: '#0000ff', cyan: '#00ffff', magenta: '#ff00ff', yellow: '#ffff00',
    orange: '#ffa500', purple: '#800080', brown: '#a52a2a', teal: '#008080', navy: '#000080',
    olive: '#808000', maroon: '#800000', violet: '#ee82ee', crimson: '#dc143c',
    darkred: '#8b0000', darkgreen: '#006400', darkblue: '#00008b', darkorange: '#ff8c00'
  };
  var SIZES = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];
  var POINTS = {
    pt: 1, mm: 7227 / 2540, cm: 7227 / 254, 'in': 72.27, bp: 1.00375, pc: 12, dd: 1238 / 1157,
    cc: 14856 / 1157, nd: 685 / 642, nc: 1370 / 107, sp: 1 / 65536, px: 1.00375
  };
  var SMALLER = { display: 'text', text: 'script', script: 'scriptscript' };

  // TeX's space between atoms: 1 thin, 2 medium, 3 thick; rows the left, columns the right.
  var ORDER = ['ord', 'op', 'bin', 'rel', 'open', 'close', 'punct', 'inner'];
  var SPACING = {
    ord: [0, 1, 2, 3, 0, 0, 0, 1], op: [1, 1, 0, 3, 0, 0, 0, 1], bin: [2, 2, 0, 0, 2, 0, 0, 2],
    rel: [3, 3, 0, 0, 3, 0, 0, 3], open: [0, 0, 0, 0, 0, 0, 0, 0], close: [0, 1, 2, 3, 0, 0, 0, 1],
    punct: [1, 1, 0, 1, 1, 1, 1, 1], inner: [1, 1, 2, 3, 1, 0, 1, 1]
  };

  var source = '';

  function refuse(command, reason) {
    var error = new katex.ParseError(
      (command || 'this') + ' has no form in the PDF' + (reason ? ': ' + reason : ''));
    error.position = Math.max(0, command ? source.indexOf(command) : 0);
    throw error;
  }

  // Characters

  function codePoints(text) {
    var points = [];
    for (var i = 0; i < text.length; i++) {
      var unit = text.charCodeAt(i);
      if (unit >= 0xD800 && unit < 0xDC00 && i + 1 < text.length) {
        unit = 0x10000 + ((unit - 0xD800) << 10) + (text.charCodeAt(++i) - 0xDC00);
      }
      points.push(unit);
    }
    return points;
  }

  function escape(point) { return '\\u{' + point.toString(16) + '}'; }

  function string(text) { return '"' + codePoints(text).map(escape).join('') + '"'; }

  function number(value) {
    return (Math.round(value * 10000) / 10000).toString();
  }

  // The character KaTeX shows for a command, read off its MathML.
  var known = {};
  function character(text, mode) {
    if (/^[A-Za-z0-9]$/.test(text) || text.charCodeAt(0) > 0x7F) return text;
    var key = mode + text;
    if (known[key] === undefined) {
      var tex = mode === 'text' ? '\\text{' + text + '}' : text + ' ';
      var html = katex.renderToString(tex, { output: 'mathml', strict: 'ignore', macros: {} });
      var found = /<m(?:i|o|n|text)(?: [^>]*)?>([^<]*)<\/m(?:i|o|n|text)>/.exec(html);
      known[key] = found ? found[1].replace(/&lt;/g, '<').replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"').replace(/&#x27;/g, "'").replace(/&amp;/g, '&') : '';
    }
    return known[key];
  }

  function delimiter(name) {
    if (DELIMITERS[name] !== undefined) return escape(DELIMITERS[name]);
    return codePoints(character(name, 'math')).map(escape).join('');
  }

  function symbol(node) {
    var point = DELIMITERS[node.text];
    if (point !== undefined && point !== 0x27E8 && point !== 0x27E9) return point;
    return codePoints(character(node.text, node.mode))[0];
  }

  // Classes

  function list(body) { return Array.isArray(body) ? body : [body]; }

  function isSpace(node) {
    return node.type === 'spacing' || node.type === 'kern' || node.type === 'internal';
  }

  // TeX's class of a node; null for one that has none.
  function kind(node) {
    if (!node) return 'ord';
    switch (node.type) {
      case 'atom': return node.family;
      case 'op': case 'operatorname': return 'op';
      case 'leftright': return 'inner';
      case 'xArrow': return 'rel';
      case 'mclass': case 'delimsizing': return node.mclass.slice(1);
      case 'supsub': return kind(node.base);
      case 'font': return kind(node.body);
      case 'lap': case 'smash': case 'phantom': case 'vphantom': case 'color': case 'sizing':
      case 'styling': case 'pmb':
        var inner = list(node.body).filter(function (child) { return !isSpace(child); });
        return inner.length === 1 ? kind(inner[0]) : 'ord';
      case 'middle': return 'rel';
      default: return isSpace(node) ? null : 'ord';
    }
  }

  function negation(node) {
    return node.type === 'textord' && node.text.length === 1 && node.text.charCodeAt(0) === 0x338;
  }

  // The nodes of a row with transparent groups opened and a slash joined to what it negates.
  function flattened(body, style) {
    var result = [];
    list(body).forEach(function (node) {
      if (node.type === 'internal') return;
      if (node.type === 'mathchoice') {
        result = result.concat(flattened(node[style], style));
      } else if (node.type === 'htmlmathml') {
        result = result.concat(flattened(node.mathml, style));
      } else if (node.type === 'ordgroup' && node.semisimple) {
        result = result.concat(flattened(node.body, style));
      } else if (result.length && negation(result[result.length - 1])) {
        var point = node.text === undefined ? undefined : NEGATED[symbol(node)];
        if (point === undefined) refuse('\\not', 'write the negated symbol');
        result[result.length - 1] = {
          type: 'atom', family: kind(node), mode: 'math', text: String.fromCharCode(point)
        };
      } else {
        result.push(node);
      }
    });
    return result;
  }

  // The classes in a row after TeX's rule that a binary operator needs something on both sides.
  function effective(nodes) {
    var kinds = nodes.map(kind);
    var previous = 'open';
    var last = -1;
    kinds.forEach(function (own, index) {
      if (own === null) return;
      if (own === 'bin' && ['bin', 'open', 'rel', 'op', 'punct'].indexOf(previous) >= 0) own = 'ord';
      if (['rel', 'close', 'punct'].indexOf(own) >= 0 && last >= 0 && kinds[last] === 'bin') {
        kinds[last] = 'ord';
      }
      kinds[index] = previous = own;
      last = index;
    });
    if (last >= 0 && kinds[last] === 'bin') kinds[last] = 'ord';
    return kinds;
  }

  function classed(own, math) { return 'class("' + CLASSES[own] + '",' + math + ')'; }

  // Rows

  function space(em) { return '#h(' + number(em) + 'em)'; }

  function row(body, style) {
    var nodes = flattened(body, style);
    var kinds = effective(nodes);
    var math = '';
    var previous = null;
    var isApart = false;
    var isLarge = style === 'display' || style === 'text';
    nodes.forEach(function (node, index) {
      var own = kinds[index];
      if (own !== null) {
        // Typst has no inner class, and explicit space there ends the automatic one.
        var isOurs = isApart
          || own === 'inner' && ['ord', 'close', 'inner'].indexOf(previous) >= 0
          || previous === 'inner' && ['ord', 'open', 'punct'].indexOf(own) >= 0;
        var between = previous && isOurs ? SPACING[previous][ORDER.indexOf(own)] : 0;
        if (between && (isLarge || between === 1 && own === 'op')) math += space((between + 2) / 18);
        previous = own;
      }
      isApart = own === null;
      math += one(node, style, own);
    });
    return math;
  }

  function group(node, style) {
    if (!node) return '""';
    var math = row(node.type === 'ordgroup' ? node.body : node, style);
    return math === '' ? '""' : math;
  }

  // A text or a word of letters, or null.
  function word(body) {
    var text = '';
    var isWord = list(body).every(function (node) {
      if (node.type === 'ordgroup') {
        var inner = word(node.body);
        text += inner;
        return inner !== null;
      }
      text += node.text;
      return (node.type === 'mathord' || node.type === 'textord')
        && /^[A-Za-z0-9]$/.test(node.text);
    });
    return isWord && text.length > 0 ? text : null;
  }

  function alphabet(font, math) {
    var functions = ALPHABETS[font.replace(/^\\/, '')];
    if (!functions) refuse(font.charAt(0) === '\\' ? font : '\\' + font);
    return functions.reduceRight(function (inner, name) { return name + '(' + inner + ')'; }, math);
  }

  // Scripts

  function scripts(node, style) {
    var small = style === 'scriptscript' || style === 'script' ? 'scriptscript' : 'script';
    var base = node.base;
    if (base && base.type === 'horizBrace') {
      var note = base.isOver ? node.sup : node.sub;
      var other = base.isOver ? node.sub : node.sup;
      var braced = brace(base, note && group(note, small), style);
      return other
        ? 'attach(' + braced + ',' + (base.isOver ? 'b' : 't') + ':' + group(other, small) + ')'
        : braced;
    }
    var isAbove = hasLimits(base, style);
    var math = base ? one(base, style, kind(base)) : '""';
    var parts = [isAbove ? 'limits(' + math + ')' : math];
    if (node.sup) parts.push((isAbove ? 't:' : 'tr:') + superscript(node.sup, small));
    if (node.sub) parts.push((isAbove ? 'b:' : 'br:') + group(node.sub, small));
    return 'attach(' + parts.join(',') + ')';
  }

  function hasLimits(base, style) {
    if (!base) return false;
    if (base.type === 'op') {
      return !!base.limits && (style === 'display' || !!base.alwaysHandleSupSub);
    }
    return base.type === 'operatorname' && !!base.alwaysHandleSupSub
      && (style === 'display' || !!base.limits);
  }

  function superscript(node, style) {
    var body = node.type === 'ordgroup' ? node.body : [node];
    var primes = 0;
    while (primes < body.length && body[primes].text === '\\prime') primes++;
    if (primes === 0) return group(node, style);
    return 'primes(#' + primes + ')' + row(body.slice(primes), style);
  }

  function brace(node, note, style) {
    var name = node.label.slice(1);
    if (['overbrace', 'underbrace'].indexOf(name) < 0) refuse(node.label);
    return name + '(' + group(node.base, style) + (note ? ',' + note : '') + ')';
  }

  // Lengths

  function length(dimension) {
    switch (dimension.unit) {
      case 'em': return number(dimension.number) + 'em';
      case 'mu': return number(dimension.number / 18) + 'em';
      case 'ex': return number(dimension.number * 0.431) + 'em';
      default:
        // TeX's point is 1/72.27 inch, Typst's 1/72.
        return number(dimension.number * POINTS[dimension.unit] / 1.00375) + 'pt';
    }
  }

  // Arrays

  function array(node, style) {
    if (node.colSeparationType === 'CD') refuse('\\begin{CD}');
    (node.tags || []).forEach(function (tag) {
      if (tag === true) {
        refuse('\\begin', 'rows that number themselves; write aligned, and a label after $$');
      }
      if (tag) refuse('\\tag', 'a row cannot carry one');
    });
    var isAligned = node.colSeparationType === 'align' || node.colSeparationType === 'alignat';
    var columns = (node.cols || []).filter(function (column) { return column.type === 'align'; });
    var rows = node.body.map(function (cells) {
      if (isAligned) {
        return cells.map(function (cell, index) {
          var gap = node.colSeparationType === 'align' && index % 2 === 1
            && index + 1 < cells.length ? space(1) : '';
          return tableCell(cell, style) + gap;
        }).join('&');
      }
      return cells.map(function (cell, index) {
        var math = tableCell(cell, style);
        var align = columns[index] ? columns[index].align : 'c';
        return align === 'l' ? '&' + math : align === 'r' ? math + '&' : math;
      }).join(',');
    });
    // KaTeX ends an array that closes with a line break in an empty row.
    if (rows.length > 1 && node.body[rows.length - 1].every(isEmptyCell)) rows.pop();
    var isSmall = node.colSeparationType === 'small';
    var options = ['delim:#none', 'column-gap:#' + (isAligned ? '0em' : isSmall ? '0.55em' : '1em'),
      'row-gap:#' + number(rowGap(node)) + 'em'];
    var rules = lines(node, rows.length);
    if (rules) options.push(rules);
    var math = 'mat(' + options.join(',') + ',' + rows.join(';') + ')';
    return isSmall ? 'script(' + math + ')' : math;
  }

  function rowGap(node) {
    var stretch = typeof node.arraystretch === 'number' ? node.arraystretch : 1;
    var gap = (node.addJot ? 0.5 : 0.2) + 1.2 * (stretch - 1);
    var extra = (node.rowGaps || []).map(function (dimension) {
      return dimension ? parseFloat(length(dimension)) / (/pt$/.test(length(dimension)) ? 10 : 1) : 0;
    });
    return Math.max(0, gap + Math.max.apply(null, [0].concat(extra)));
  }

  function isEmptyCell(cell) {
    var body = cell.type === 'styling' ? cell.body : [cell];
    return body.every(function (node) {
      return node.type === 'ordgroup' && node.body.length === 0;
    });
  }

  function tableCell(cell, style) {
    if (isEmptyCell(cell)) return '#h(0pt)';
    if (cell.type !== 'styling') return group(cell, 'text');
    // An aligned right side begins with its relation: an empty group before it keeps the space.
    var body = cell.body;
    if (body.length === 1 && body[0].type === 'ordgroup') body = body[0].body;
    return styled(cell.style, row(body, cell.style));
  }

  function lines(node, rowCount) {
    var horizontal = [];
    (node.hLinesBeforeRow || []).forEach(function (found, index) {
      if (found.length && index <= rowCount) horizontal.push(index);
    });
    var vertical = [];
    var count = 0;
    (node.cols || []).forEach(function (column) {
      if (column.type === 'align') count++;
      else vertical.push(count);
    });
    if (!horizontal.length && !vertical.length) return null;
    function tuple(values) { return '(' + values.map(function (v) { return v + ','; }).join('') + ')'; }
    return 'augment:#(hline:' + tuple(horizontal) + ',vline:' + tuple(vertical) + ')';
  }

  function styled(style, math) {
    var name = { display: 'display', text: 'inline', script: 'script', scriptscript: 'sscript' };
    return name[style] + '(' + (math || '""') + ')';
  }

  // Fractions

  function fraction(node, style) {
    var own = node.size === 'auto' || !node.size ? style
      : node.size.type ? node.size.type : node.size;
    if (typeof own !== 'string') own = style;
    var inner = SMALLER[own] || 'scriptscript';
    var numerator = group(node.numer, inner);
    var denominator = group(node.denom, inner);
    var math;
    if (node.hasBarLine) {
      math = 'frac(' + numerator + ',' + denominator + ')';
    } else {
      math = 'mat(delim:#none,row-gap:#0.25em,' + styled(inner, numerator) + ';'
        + styled(inner, denominator) + ')';
    }
    if (node.leftDelim || node.rightDelim) {
      math = paired(node.leftDelim || '.', math, node.rightDelim || '.');
    }
    return own === style ? math : styled(own, math);
  }

  // An empty space at an open side keeps the last thing inside from being stretched.
  function paired(left, math, right) {
    return 'lr(' + (left === '.' ? '#h(0pt)' : classed('open', delimiter(left))) + math
      + (right === '.' ? '#h(0pt)' : classed('close', delimiter(right))) + ')';
  }

  // Operators

  function operator(node, style) {
    if (node.type === 'operatorname') {
      var name = word(node.body);
      return 'op(' + (name ? string(name) : 'upright(' + group({ type: 'ordgroup', body: node.body }, style) + ')') + ')';
    }
    if (node.body) {
      var math = row(node.body, style) || '""';
      return node.suppressBaseShift || node.parentIsSupSub ? math : 'op(' + math + ')';
    }
    if (!node.symbol) return 'op(' + string(node.name.replace(/^\\/, '')) + ')';
    return codePoints(character(node.name, 'math')).map(escape).join('');
  }

  // Text

  function text(node, style) {
    var math = '';
    var letters = '';
    function flush() {
      if (letters) math += alphabet(node.font || 'text', string(letters));
      letters = '';
    }
    function add(child) {
      if (child.type === 'ordgroup' && child.mode === 'text') {
        child.body.forEach(add);
      } else if (child.type === 'spacing') {
        letters += child.text === '~' || child.text === '\\nobreakspace' ? '\u00A0' : ' ';
      } else if (child.mode === 'text' && child.type === 'accent') {
        var mark = TEXT_ACCENTS[child.label];
        if (mark === undefined) refuse(child.label);
        add(child.base);
        letters += String.fromCharCode(mark);
      } else if (child.mode === 'text' && child.text !== undefined) {
        letters += character(child.text, 'text');
      } else {
        flush();
        math += one(child, style, kind(child));
      }
    }
    node.body.forEach(add);
    flush();
    return math || '""';
  }

  // Everything

  function one(node, style, own) {
    switch (node.type) {
      case 'mathord': case 'textord': case 'atom': return letter(node, own);
      case 'ordgroup': return single(node.body, style, 'ord') || classed('ord', group(node, style));
      case 'supsub': return scripts(node, style);
      case 'genfrac': return fraction(node, style);
      case 'sqrt':
        return node.index
          ? 'root(' + group(node.index, 'scriptscript') + ',' + group(node.body, style) + ')'
          : 'sqrt(' + group(node.body, style) + ')';
      case 'op': case 'operatorname': return operator(node, style);
      case 'leftright': return paired(node.left, row(node.body, style), node.right);
      case 'middle': return 'mid(' + delimiter(node.delim) + ')';
      case 'delimsizing':
        if (node.delim === '.') return '#h(0pt)';
        return classed(own || 'ord',
          'lr(size:#' + [0, 1.2, 1.8, 2.4, 3][node.size] + 'em,' + classed('open', delimiter(node.delim)) + ')');
      case 'accent': return accented(node, style);
      case 'overline': return 'overline(' + group(node.body, style) + ')';
      case 'underline': return 'underline(' + group(node.body, style) + ')';
      case 'horizBrace': return brace(node, null, style);
      case 'xArrow': return arrow(node);
      case 'font': return font(node, style, own);
      case 'text': return text(node, style);
      case 'mclass':
        return single(node.body, style, own) || classed(own || 'ord', row(node.body, style) || '""');
      case 'pmb': return 'bold(' + row(node.body, style) + ')';
      case 'spacing':
        return node.text === '\\allowbreak' || node.text === '\\nobreak' ? '' : space(0.25);
      case 'kern': return '#h(' + length(node.dimension) + ')';
      case 'styling': return styled(node.style, transparent(node, node.style, own));
      case 'sizing': return 'sized(#' + SIZES[node.size] + 'em,' + transparent(node, style, own) + ')';
      case 'color': return 'colored(#"' + color(node.color) + '",' + transparent(node, style, own) + ')';
      case 'phantom': return 'hidden(' + transparent(node, style, own) + ')';
      case 'hphantom': case 'vphantom': return node.type + '(' + group(node.body, style) + ')';
      case 'smash': case 'vcenter': return group(node.body, style);
      case 'lap': return node.alignment + '(' + group(node.body, style) + ')';
      case 'raisebox': return 'raised(#' + length(node.dy) + ',' + group(node.body, style) + ')';
      case 'rule':
        return 'ruled(#' + length(node.width) + ',#' + length(node.height) + ',#'
          + (node.shift ? length(node.shift) : '0pt') + ')';
      case 'enclose': return enclosed(node, style);
      case 'array': return array(node, style);
      case 'verb': return 'mono(' + string(node.body) + ')';
      case 'hbox': return row(node.body, style);
      case 'cr': refuse('\\\\', 'a line break outside an array');
    }
    refuse(node.label || node.name || '', node.label || node.name ? '' : node.type);
  }

  function letter(node, own) {
    var point = symbol(node);
    if (point === undefined) refuse(node.text);
    var math = escape(point);
    if (/^\\var[A-Z]/.test(node.text)) math = 'italic(' + math + ')';
    var isPlain = /^[A-Za-z0-9\u0391-\u03C9]$/.test(String.fromCharCode(point));
    return isPlain && (own === 'ord' || !own) ? math : classed(own || 'ord', math);
  }

  // The one member of a group with a class of its own; null if there are more or none.
  function single(body, style, own) {
    var nodes = flattened(body, style);
    return nodes.length === 1 ? one(nodes[0], style, own) : null;
  }

  // A group that lets the class of its one member through.
  function transparent(node, style, own) {
    return single(node.body, style, own) || row(node.body, style) || '""';
  }

  function font(node, style, own) {
    var name = word(node.body);
    // A word set upright is text, with the font's kerning.
    if (node.font === 'mathrm' && name && name.length > 1) return alphabet('mathrm', string(name));
    var math = single(node.body.body || node.body, style, own);
    return math ? alphabet(node.font, math)
      : classed('ord', alphabet(node.font, group(node.body, style)));
  }

  function accented(node, style) {
    var point = ACCENTS[node.label.slice(1)];
    if (point === undefined) refuse(node.label);
    return 'accent(' + group(node.base, style) + ',' + escape(point) + ',dotless:#false'
      + (node.isStretchy ? '' : ',size:#0%') + ')';
  }

  function arrow(node) {
    var point = ARROWS[node.label.slice(1)];
    if (point === undefined) refuse(node.label);
    var parts = ['limits(stretch(' + escape(point) + ',size:#(100% + 1em)))',
      't:' + group(node.body, 'script')];
    if (node.below) parts.push('b:' + group(node.below, 'script'));
    return classed('rel', 'attach(' + parts.join(',') + ')');
  }

  function enclosed(node, style) {
    var math = group(node.body, style);
    switch (node.label) {
      case '\\cancel': case '\\sout': return 'cancel(' + math + ')';
      case '\\bcancel': return 'cancel(inverted:#true,' + math + ')';
      case '\\xcancel': return 'cancel(cross:#true,' + math + ')';
      case '\\fbox': return 'framed(' + (style === 'display' ? styled(style, math) : math) + ')';
    }
    refuse(node.label);
  }

  function color(name) {
    if (/^#[0-9a-f]{3}([0-9a-f]{3})?$/i.test(name)) return name;
    if (!COLORS.hasOwnProperty(name)) {
      refuse('\\color', "the colour '" + name + "'; write it as #rrggbb");
    }
    return COLORS[name];
  }

  // `$math`, with the math of a tag on a second line.
  return function (tex, display, settings) {
    source = tex;
    var tree = katex.__parse(tex, settings);
    var style = display ? 'display' : 'text';
    var tag = '';
    if (tree.length === 1 && tree[0].type === 'tag') {
      tag = '\n' + row(tree[0].tag, 'text');
      tree = tree[0].body;
    }
    return '$' + (row(tree, style) || '""') + tag;
  };
})();
