/** A message of the library in the words of the command. */
export function inCommandWords(message: string): string {
  return message.replace(/\b(options\.)?asOf\b/g, "--as-of");
}
