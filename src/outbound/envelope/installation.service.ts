import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database/id.js';
import { readSetting } from '../../platform/database/setting.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

const key = 'installationId';

/** The name of this installation for those who get its messages: the same for all gateways, and after a restore. */
@Injectable()
export class InstallationService {
  private known: string | null = null;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** `urn:postern:<id>`; the id is made by whoever asks first. */
  async source(): Promise<string> {
    this.known ??= `urn:postern:${await this.id()}`;
    return this.known;
  }

  private async id(): Promise<string> {
    const tx = this.unitOfWork.manager;
    const known = await readSetting<string>(tx, key);
    if (known !== undefined) return known;
    await tx.query('INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING', [
      key,
      JSON.stringify(newId()),
    ]);
    return (await readSetting<string>(tx, key)) ?? '';
  }
}
