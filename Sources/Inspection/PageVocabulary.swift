/// The one tag that forbids a browser to fetch or run anything.
let policyTag = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"

let voidElements: Set<String> = ["br", "hr", "img", "input", "meta", "wbr", "col", "source"]

/// What a report is made of: text, tables, figures, formulas, and what an author's own HTML may add.
let pageElements: Set<String> = [
  "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "nav", "section",
  "article", "aside", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt",
  "dd", "blockquote", "pre", "hr", "br", "wbr", "figure", "figcaption", "details", "summary",
  "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td",
  "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "label",
  "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
  "u", "var", "img", "input", "picture", "source",
  // KaTeX: MathML and the few drawings of stretched marks.
  "math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "msup",
  "msub", "msubsup", "mover", "munder", "munderover", "mfrac", "msqrt", "mroot", "mtable", "mtr",
  "mtd", "mstyle", "mpadded", "mphantom", "menclose", "mlabeledtr", "svg", "path", "line", "g",
]

/// What Cairo draws with.
let drawingElements: Set<String> = [
  "svg", "g", "defs", "style", "path", "rect", "line", "circle", "ellipse", "polyline", "polygon",
  "use", "symbol", "clippath", "mask", "text", "tspan", "title", "desc", "image", "filter",
  "fecolormatrix", "lineargradient", "radialgradient", "stop", "pattern", "font", "glyph",
]

/// Attributes beside `aria-…`, and beside those with rules of their own.
let attributeNames: Set<String> = [
  "class", "title", "lang", "dir", "role", "tabindex", "scope", "colspan", "rowspan", "span",
  "alt", "width", "height", "decoding", "type", "checked", "disabled", "for", "start", "reversed",
  "value", "open", "datetime", "download", "name", "content", "charset", "media",
  // MathML
  "encoding", "display", "mathvariant", "stretchy", "fence", "separator", "accent", "accentunder",
  "scriptlevel", "displaystyle", "lspace", "rspace", "minsize", "maxsize", "columnalign",
  "columnspacing", "rowspacing", "columnlines", "rowlines", "notation", "depth", "voffset",
  "linethickness", "mathcolor", "mathbackground", "mathsize", "form", "movablelimits", "frame",
  "side", "minlabelspacing", "symmetric", "largeop", "linebreak",
  // SVG
  "xmlns", "xmlns:xlink", "version", "viewbox", "preserveaspectratio", "d", "x", "y", "x1", "x2",
  "y1", "y2", "dx", "dy", "r", "rx", "ry", "cx", "cy", "points", "transform", "fill",
  "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
  "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity",
  "clip-path", "clip-rule", "font-family", "font-size", "font-weight", "font-style",
  "text-anchor", "offset", "stop-color", "stop-opacity", "gradientunits", "overflow",
]
