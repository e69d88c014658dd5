import type { StoredFile } from '../../modules/file/stored-file.entity.js';
import { Shown, Text } from '../common/fields.js';

export class UploadQuery {
  @Text('Name of the file; needed where the body is the file itself', { optional: true, min: 1, max: 200 })
  name?: string;
}

export class FirmwareView {
  @Shown('Id') id!: string;
  @Shown('Name of the file') name!: string;
  @Shown('Bytes') size!: number;
  @Shown('MD5 of the file, in hex: devices check it') md5!: string;
  @Shown('Uploaded at') createdAt!: string;
}

export const toFirmwareView = ({ id, name, size, md5, createdAt }: StoredFile): FirmwareView => ({
  id,
  name,
  size,
  md5,
  createdAt: createdAt.toISOString(),
});
