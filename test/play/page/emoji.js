// @ts-check

/**
 * Where no emoji font is installed, emoji are drawn: strokes on a field of 24 by 24. A colour, then a path.
 * @type {Record<string, [colour: string, path: string]>}
 */
const DRAWN = {
  '✅': ['good', 'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM7.5 12.5l3 3 6-7'],
  '✔': ['good', 'M4 13l5 5L20 6'],
  '✖': ['soft', 'M5 5l14 14M19 5L5 19'],
  '❌': ['bad', 'M5 5l14 14M19 5L5 19'],
  '🚫': ['bad', 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM5.8 5.8l12.4 12.4'],
  '🛑': ['bad', 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM8 12h8'],
  '⚠': ['warn', 'M12 3.5L22 20.5H2zM12 10v5M12 17.8v.4'],
  '🚨': ['bad', 'M6 18v-5a6 6 0 0 1 12 0v5M3.5 21h17M12 3V1.5M4 6L3 5M20 6l1-1'],
  ℹ: ['cool', 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 11v6M12 7.3v.4'],
  '❓': ['cool', 'M8 8.5a4 4 0 1 1 5.5 3.7c-1 .5-1.5 1.2-1.5 2.6M12 19v.4'],
  '↩': ['cool', 'M9 5L4 10l5 5M4 10h10a6 6 0 0 1 0 11h-2'],
  '⤵': ['cool', 'M4 6h7a6 6 0 0 1 6 6v7M12 14.5l5 5l5-5'],
  '⤴': ['cool', 'M4 18h7a6 6 0 0 0 6-6V5M12 9.5l5-5l5 5'],
  '⬅': ['cool', 'M20 12H4M10 6l-6 6l6 6'],
  '➡': ['cool', 'M4 12h16M14 6l6 6l-6 6'],
  '🔄': ['cool', 'M20 11a8 8 0 0 0-14-4.5L4 8.5M4 4v4.5h4.5M4 13a8 8 0 0 0 14 4.5l2-2M20 20v-4.5h-4.5'],
  '▶': ['cool', 'M6 4l14 8l-14 8z'],
  '⏸': ['cool', 'M8 5v14M16 5v14'],
  '⌛': ['warn', 'M6 3h12M6 21h12M7 3c0 5 10 6 10 9s-10 4-10 9M17 3c0 5-10 6-10 9s10 4 10 9'],
  '⏰': ['warn', 'M12 6a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15zM12 10v4l2.5 1.5M5 3L2.5 5.5M19 3l2.5 2.5'],
  '🔎': ['cool', 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21'],
  '👀': [
    'cool',
    'M7 6c-2 0-3.5 2.7-3.5 6S5 18 7 18s3.5-2.7 3.5-6S9 6 7 6zM17 6c-2 0-3.5 2.7-3.5 6s1.5 6 3.5 6s3.5-2.7 3.5-6S19 6 17 6zM8 12v1.5M18 12v1.5',
  ],
  '📣': ['warn', 'M4 10v4l3 .5L18 19V5L7 9.500zM8 15l1.5 5h2.500l-1-4M21 10v4'],
  '🔔': ['warn', 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21.500h4M12 5V3'],
  '🐤': [
    'warn',
    'M12 5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15zM9.5 11v.500M14.5 11v.500M10.5 14.500h3l-1.5 2z',
  ],
  '💰': [
    'warn',
    'M9 3h6l-2 4h-2zM11 7c-4 2-7 6-7 10a4 4 0 0 0 4 4h8a4 4 0 0 0 4-4c0-4-3-8-7-10M12 11v7M14 12.500h-3a1.5 1.5 0 0 0 0 3h2',
  ],
  '💸': ['good', 'M3 7h18v10H3zM12 9.500a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5zM6 10v.300M18 14v.3'],
  '💳': ['cool', 'M3 6h18v12H3zM3 10.500h18M6 14.500h4'],
  '🏦': ['cool', 'M3 9l9-5.500L21 9zM5.5 12v5M10 12v5M14 12v5M18.5 12v5M3 20h18'],
  '🧾': ['soft', 'M5 3v18l2.3-1.500L9.7 21l2.3-1.500l2.3 1.500l2.3-1.500L19 21V3zM8.5 8h7M8.5 12h7'],
  '🛒': ['cool', 'M3 4h3l2.5 11h9L20 7H7M10 19v.400M16.5 19v.4'],
  '🛍': ['cool', 'M5 8h14l1 13H4zM9 10V7a3 3 0 0 1 6 0v3'],
  '🗄': ['soft', 'M4 4h16v16H4zM4 12h16M10 8h4M10 16h4'],
  '📤': ['cool', 'M4 14v6h16v-6M12 15V4M7.5 8.500L12 4l4.5 4.5'],
  '📥': ['cool', 'M4 14v6h16v-6M12 4v11M7.5 10.500L12 15l4.5-4.5'],
  '📋': ['soft', 'M6 5h12v16H6zM9 3h6v4H9zM9 11h6M9 15h6'],
  '📝': ['soft', 'M5 3h9l5 5v13H5zM9 12h6M9 16h6'],
  '📎': ['soft', 'M8 12l6-6a3 3 0 0 1 4.5 4.500L11 18a5 5 0 0 1-7-7l7-7'],
  '📊': ['cool', 'M4 20h16M7 20v-7M12 20V5M17 20v-10'],
  '📈': ['good', 'M4 4v16h16M7 15l4-5l3 3l6-8'],
  '📦': ['warn', 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500l8-4.500M12 12v9'],
  '🎁': [
    'bad',
    'M4 9h16v4H4zM5.5 13v8h13v-8M12 9v12M12 9C9 9 7 7.5 8 5.500S12 6 12 9c0-3 3-5.5 4-3.500S15 9 12 9z',
  ],
  '🎟': ['warn', 'M3 7h18v3.500a1.5 1.5 0 0 0 0 3V17H3v-3.500a1.5 1.5 0 0 0 0-3zM14 8v8'],
  '🏷': ['warn', 'M3 4h8l10 10l-7 7L4 11zM7.5 7.500v.4'],
  '🔑': ['warn', 'M8 9a5 5 0 1 0 .01 0zM11.5 10.500L20 3M17 6l3 3'],
  '🔒': ['soft', 'M5 11h14v10H5zM8 11V8a4 4 0 0 1 8 0v3'],
  '🔗': ['cool', 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1'],
  '🖼': ['cool', 'M3 5h18v14H3zM3 16l5-5l4 4l3-3l6 5M16 9v.4'],
  '✏': ['soft', 'M4 20l1-4L16 5l3 3L8 19z'],
  '🗑': ['soft', 'M5 7h14M9 7V4h6v3M7 7l1 14h8l1-14M10.5 11v6M13.5 11v6'],
  '➕': ['good', 'M12 5v14M5 12h14'],
  '👍': [
    'good',
    'M4 11h3v9H4zM7 11l4-8c2 0 2.5 1.5 2 3.500L12.5 9H18a2 2 0 0 1 2 2.500l-1.7 7A2 2 0 0 1 16.4 20H7',
  ],
  '✋': [
    'warn',
    'M7 12V6.500a1.3 1.3 0 0 1 2.6 0V4.500a1.3 1.3 0 0 1 2.6 0V5.500a1.3 1.3 0 0 1 2.6 0V8a1.3 1.3 0 0 1 2.6 0v7c0 4-2 6.5-5.5 6.500S7 19 4.5 14.500c-.5-1.5 1.3-2.3 2.5-1z',
  ],
  '🙋': ['cool', 'M11 8a3 3 0 1 0 .01 0zM5 21c0-4 2.5-6.5 6-6.500c2 0 3.5.5 4.5 1.700L19.5 4'],
  '👋': ['warn', 'M6 13l-2-4M9 11L6 5M12 10L9.5 4M15 11l-2-5M15 11l3-2c2 3 2 7-1 10s-8 2-11-6'],
  '👑': ['warn', 'M4 18h16l1-11l-5 4l-4-6l-4 6l-5-4z'],
  '🎉': ['warn', 'M4 20l5-12l7 7zM14 6c0-2 1-3 3-3M17 10c2-1 3-1 4 0M19 15v.400M13 3v.4'],
  '⭐': ['warn', 'M12 3l2.7 6l6.3.700l-4.7 4.300l1.3 6.500L12 17l-5.6 3.500l1.3-6.500L3 9.700L9.3 9z'],
};
const ALIKE = {
  '⏳': '⌛',
  '🔍': '🔎',
  '🔓': '🔒',
  '💵': '💸',
  '🕒': '⏰',
  '⏱': '⏰',
  '🔁': '🔄',
  '📄': '📝',
};
/** Whatever else comes: a small mark, rather than an empty box. */
const UNKNOWN = /** @type {const} */ (['cool', 'M12 5l7 7l-7 7l-7-7z']);

const EMOJI =
  /(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[\u{1F300}-\u{1FAFF}])[\uFE0F\u{1F3FB}-\u{1F3FF}]*(?:\u200D\p{Extended_Pictographic}\uFE0F?)*/gu;

/** Draws the emoji of the page, now and as they come, where the machine has no font for them. */
export function drawEmoji() {
  if (hasFont()) return;
  const watcher = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) addedNodes.forEach(drawWithin);
  });
  watcher.observe(document.body, { childList: true, subtree: true });
  drawWithin(document.body);
}

/** A font for emoji paints in colours; what stands in for a missing one does not. */
function hasFont() {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) return true;
  context.font = '24px sans-serif';
  context.fillText('🐤', 0, 26);
  const { data } = context.getImageData(0, 0, 40, 40);
  return data.some((value, index) => index % 4 !== 3 && value > 40);
}

/** @param {Node} node */
function drawWithin(node) {
  if (node instanceof Text) return draw(node);
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  texts.forEach(draw);
}

/** @param {Text} text */
function draw(text) {
  if (!text.data.match(EMOJI) || !text.isConnected) return;
  const { parentElement } = text;
  // No picture can stand in a menu or a field, and what was said on the wire is shown as it was.
  if (parentElement?.closest('option')) text.data = text.data.replace(EMOJI, '').trim();
  if (!parentElement || parentElement.closest('option, textarea, #wire')) return;
  const pieces = [];
  let done = 0;
  for (const match of text.data.matchAll(EMOJI)) {
    pieces.push(text.data.slice(done, match.index), drawing(match[0]));
    done = match.index + match[0].length;
  }
  text.replaceWith(...pieces.filter((piece) => piece !== ''), text.data.slice(done));
}

/** @param {string} emoji */
function drawing(emoji) {
  const [sign = ''] = emoji;
  const known = DRAWN[/** @type {Record<string, string>} */ (ALIKE)[sign] ?? sign];
  const [colour, path] = known ?? UNKNOWN;
  const holder = document.createElement('span');
  holder.className = `emoji ${colour}`;
  holder.setAttribute('role', 'img');
  holder.setAttribute('aria-label', emoji);
  holder.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
  return holder;
}
