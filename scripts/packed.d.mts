/** What {@link pack} made. */
export interface Tarball {
  readonly tarball: string;
  readonly files: string[];
}
export function temporaryFolder(): string;
export function copyProject(folder: string): void;
export function build(folder: string): void;
export function pack(folder: string): Tarball;
export function install(tarball: string, folder: string): void;
export function run(cwd: string, command: string, args: readonly string[], options?: object): string;
