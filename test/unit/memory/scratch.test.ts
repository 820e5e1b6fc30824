import { afterEach, describe, expect, it, vi } from "vitest";

const MIB = 2 ** 20;

/** A module of its own for each test, which counts from the beginning. */
async function fresh() {
  vi.resetModules();
  return import("../../../src/memory/scratch.js");
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("scratch memory", () => {
  it("is counted by the engine where there are few objects beside it", async () => {
    const { besideObjects, scratch } = await fresh();
    expect(scratch(MIB)).toBeInstanceOf(ArrayBuffer);
    besideObjects(1000);
    expect(scratch(MIB)).toBeInstanceOf(ArrayBuffer);
  });

  it("is not counted beside many objects, up to 64 bytes for each of them", async () => {
    const { besideObjects, scratch } = await fresh();
    besideObjects(MIB / 16);
    const buffers = [scratch(MIB), scratch(MIB), scratch(MIB), scratch(MIB), scratch(MIB)];
    expect(buffers.map((buffer) => buffer instanceof SharedArrayBuffer)).toEqual([true, true, true, true, false]);
    expect(buffers.map(({ byteLength }) => byteLength)).toEqual([MIB, MIB, MIB, MIB, MIB]);
    for (const buffer of buffers) expect(new Uint8Array(buffer).every((byte) => byte === 0)).toBe(true);
  });

  it("is counted where it is little, and where threads cannot share memory", async () => {
    const { besideObjects, scratch } = await fresh();
    besideObjects(MIB);
    expect(scratch(65_535)).toBeInstanceOf(ArrayBuffer);
    expect(scratch(65_536)).toBeInstanceOf(SharedArrayBuffer);
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const there = await fresh();
    there.besideObjects(MIB);
    expect(there.scratch(MIB)).toBeInstanceOf(ArrayBuffer);
  });

  it("moves to another thread if it is counted, and is shared with it if not", async () => {
    const { besideObjects, isMovable, scratch } = await fresh();
    besideObjects(MIB);
    expect([isMovable(scratch(8)), isMovable(scratch(MIB))]).toEqual([true, false]);
  });

  it("counts again what the engine has freed", async () => {
    const gone: ((bytes: number) => void)[] = [];
    vi.stubGlobal(
      "FinalizationRegistry",
      class {
        constructor(free: (bytes: number) => void) {
          gone.push(free);
        }
        register() {}
      },
    );
    const { besideObjects, scratch } = await fresh();
    besideObjects(MIB / 64);
    expect([scratch(MIB), scratch(MIB)].map((buffer) => buffer instanceof SharedArrayBuffer)).toEqual([true, false]);
    gone[0](MIB);
    expect(scratch(MIB)).toBeInstanceOf(SharedArrayBuffer);
  });
});
