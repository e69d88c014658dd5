/** A file in a form: it is the field `file` beside the other fields. */
export class UploadedFile {
  constructor(
    readonly name: string,
    readonly content: Buffer,
  ) {}

  /** What the audit log shows of it. */
  toJSON(): object {
    return { name: this.name, bytes: this.content.length };
  }
}
