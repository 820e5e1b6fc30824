/** The rows of each group, one group after the other, each in order: a counting sort. */
export function rowsByGroup(
  group: Uint8Array | Uint32Array,
  groups: number,
): { readonly starts: Uint32Array; readonly rows: Uint32Array } {
  const starts = new Uint32Array(groups + 1);
  for (let i = 0; i < group.length; i++) starts[group[i] + 1]++;
  for (let g = 0; g < groups; g++) starts[g + 1] += starts[g];
  const next = starts.slice(0, groups);
  const rows = new Uint32Array(group.length);
  for (let i = 0; i < group.length; i++) rows[next[group[i]]++] = i;
  return { starts, rows };
}
