import { describe, expect, it } from "vitest";
import { callOff, meet, newMeeting } from "../../../src/threads/meeting.js";

describe("a meeting", () => {
  it("is held at once where nobody else is waited for, as often as it is wanted", () => {
    const meeting = newMeeting();
    for (let round = 0; round < 3; round++) expect(meet(meeting, 1)).toBe(true);
  });

  it("is not held any more when it has been called off", () => {
    const meeting = newMeeting();
    expect(meet(meeting, 1)).toBe(true);
    callOff(meeting);
    callOff(meeting);
    expect(meet(meeting, 1)).toBe(false);
    expect(meet(meeting, 2)).toBe(false);
  });
});
