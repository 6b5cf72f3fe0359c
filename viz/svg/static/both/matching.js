// How well a name answers to what was typed: a whole name before the beginning of a word before a part of one before a
// slip of the pen.
const folded = text => text.toLocaleLowerCase(document.documentElement.lang).normalize('NFC').trim();
const bare = text => folded(text).normalize('NFD').replace(/\p{M}/gu, '');
function slips(typed, word) {  // letters to change, add, leave out or swap until `typed` begins `word` (restricted Damerau)
  let before = [], row = [...Array(word.length + 1).keys()];
  for (let i = 1; i <= typed.length; i++) {
    const next = [i];
    for (let j = 1; j <= word.length; j++) {
      const same = typed[i - 1] === word[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + !same);
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return Math.min(...row.slice(Math.max(0, typed.length - 2)));
}
const allowed = typed => typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
function grade(typed, name) {  // 0 is best; 9 is no hit
  const text = bare(name), split = text.split(/[^\p{L}\p{N}]+/u);
  if (text === typed) return 0;
  if (text.startsWith(typed)) return 1;
  if (split.some((_, at) => split.slice(at).join(' ').startsWith(typed))) return 2;
  if (text.includes(typed)) return 3;
  const parts = typed.split(/\s+/);
  if (parts.length > 1 && parts.every(part => split.some(word => word.startsWith(part)))) return 3;
  return parts.every(part => split.some(word => slips(part, word) <= allowed(part))) ? 4 : 9;
}
