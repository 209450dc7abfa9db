/** A file that came with a request. */
export interface UploadedFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  bytes(): Promise<Uint8Array>;
}

/** Whether a value is a file: JSON can hold nothing that looks like one. */
export function isUploadedFile(value: unknown): value is UploadedFile {
  if (typeof value !== 'object' || value === null) return false;
  return 'bytes' in value && typeof value.bytes === 'function' && 'name' in value && typeof value.name === 'string';
}
