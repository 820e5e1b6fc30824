/**
 * The CRC-32 of ISO 3309 of the first bytes of an array, or of what has the checksum `before` and these after it. It finds every change
 * within 32 bits in a row, so any one byte.
 */
export function crc32(bytes: Uint8Array, end: number, before = 0): number {
  let crc = ~before;
  for (let i = 0; i < end; i++) crc = TABLE[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const POLYNOMIAL = 0xedb88320;

const TABLE = /* @__PURE__ */ Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  return crc;
});
