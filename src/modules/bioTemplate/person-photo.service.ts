import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayHoldPhoto } from '../../core/ledger/holdings.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { Person } from '../person/person.entity.js';
import { PersonService } from '../person/person.service.js';
import { readPhoto } from '../person/photo.js';
import { dayIn } from '../person/site-day.js';

/** Photos of users that devices send fill what is empty here; they never replace a photo (docs/rules.md 3). */
@Injectable()
export class PersonPhotoService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly persons: PersonService,
  ) {}

  /**
   * @param base64 a picture
   * @returns false if it cannot be read as a picture, or if nobody has that pin
   */
  async fillEmpty(sn: string, pin: string, base64: string): Promise<boolean> {
    const person = await this.present(this.unitOfWork.manager, pin);
    if (!person) return false;
    if (person.photoName !== null) return true;
    const photo = await readable(base64);
    if (!photo) return false;
    await this.unitOfWork.run(async (tx) => {
      const still = await this.present(tx, pin);
      // The photo was deleted here, and this device has not acknowledged that yet.
      if (still?.photoName !== null || (await mayHoldPhoto(tx, sn, pin))) return;
      const { photoName } = await this.persons.save(tx, pin, { photo });
      await tx.query(
        `INSERT INTO device_template (sn, pin, kind, bio_type, no, index, major_ver, minor_ver, format, valid, duress, hash)
         VALUES ($1, $2, 'userpic', 0, 0, 0, '0', '0', 0, true, false, $3)
         ON CONFLICT (sn, pin, kind, bio_type, no, index, major_ver)
           DO UPDATE SET hash = excluded.hash, content = NULL, reported_at = now()`,
        [sn, pin, photoName],
      );
    });
    return true;
  }

  private async present(tx: EntityManager, pin: string): Promise<Person | null> {
    const person = await tx.findOneBy(Person, { pin });
    const left = person?.leaveDate && person.leaveDate <= dayIn(this.config.siteTimeZone);
    return left ? null : person;
  }
}

async function readable(base64: string): Promise<Buffer | null> {
  try {
    return await readPhoto(base64);
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}
