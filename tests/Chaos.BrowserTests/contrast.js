// WCAG 2.2, success criterion 1.4.3: contrast of every visible text with what is behind it.
() => {
  const channels = text => {
    const match = /rgba?\(([^)]+)\)/.exec(text);
    if (!match) return null;
    const [r, g, b, a = 1] = match[1].split(/[ ,/]+/).map(Number);
    return { r, g, b, a };
  };
  const over = (top, under) => ({
    r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1,
  });
  const luminance = color => [color.r, color.g, color.b]
    .map(value => value / 255)
    .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const backdrop = element => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color && color.a > 0) layers.push(color);
      if (color && color.a === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), { r: 255, g: 255, b: 255, a: 1 });
  };
  const poor = [];
  let checked = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || element.closest('script, style, noscript, title, .skip, option')) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(element), inSvg = element instanceof SVGElement;
    // White digits stand on a dot, which is drawn, not a background.
    const dot = inSvg && element.classList.contains('dot-text') ? element.parentElement.querySelector('.dot') : null;
    const under = dot ? channels(getComputedStyle(dot).fill) : backdrop(inSvg ? element.ownerSVGElement.parentElement : element);
    const ink = over(channels(inSvg ? style.fill : style.color), under);
    const [light, dark] = [luminance(ink), luminance(under)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
    checked++;
    if (ratio < (large ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} ${element.tagName}.${element.getAttribute('class') ?? ''}: ${node.textContent.trim().slice(0, 40)}`);
  }
  return { checked, poor };
}
