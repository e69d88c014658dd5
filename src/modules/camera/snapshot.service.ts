import { Injectable } from '@nestjs/common';
import { Failure } from '../../platform/errors.js';
import { formatOf } from '../file/sniff.js';
import { onePicture } from '../person/one-picture.js';
import { callCamera, checkedAddress } from './camera-http.js';
import type { CameraAndRecorder } from './camera.service.js';
import { RecorderService } from './recorder.service.js';
import { snapshotPath } from './stream-addresses.js';

/** Cameras of 12 megapixels send about four. */
const mostBytes = 8 * 1024 * 1024;
/** Later the person is gone. */
const longestMs = 5_000;
/** Enough to know somebody again; a picture of an event has about 150 kB then. */
const longestSide = 1_280;
/** Cameras that people look at by themselves at the same time: each may hold a picture of several megabytes. */
const mostLooked = 8;
const taken: ReadonlySet<string> = new Set(['jpg', 'png']);

/** Pictures of what cameras see now. */
@Injectable()
export class SnapshotService {
  private readonly looked = new Map<string, Promise<Buffer>>();

  constructor(private readonly recorders: RecorderService) {}

  /**
   * The same for people who look: of one camera one picture is under way, whoever asks for it meanwhile.
   * @throws Failure unavailable if too many cameras are looked at
   */
  look(seen: CameraAndRecorder): Promise<Buffer> {
    const { id } = seen.camera;
    const underWay = this.looked.get(id);
    if (underWay) return underWay;
    if (this.looked.size >= mostLooked)
      return Promise.reject(new Failure('unavailable', 'too many cameras are looked at: try again'));
    const picture = this.take(seen).finally(() => this.looked.delete(id));
    this.looked.set(id, picture);
    return picture;
  }

  /**
   * A JPEG. It is made anew here: nothing else that a camera may send is kept.
   * @throws Failure deviceUnsupported; Error with the reason
   */
  async take(seen: CameraAndRecorder): Promise<Buffer> {
    const { recorder, camera } = seen;
    const path = snapshotPath(recorder, camera);
    if (path === null) throw new Failure('deviceUnsupported', `no address of a picture of ${camera.name} is known`);
    const target = this.recorders.target(recorder);
    const signal = AbortSignal.timeout(longestMs);
    const call = { method: 'GET', path, most: mostBytes, signal } as const;
    const { status, body } = await callCamera(target, await checkedAddress(target, signal), call);
    if (status !== 200) throw new Error(`HTTP ${status} instead of a picture`);
    if (!taken.has(formatOf(body.subarray(0, 512))?.suffix ?? '')) throw new Error('what came is no JPEG or PNG');
    return onePicture(body, (image) =>
      image
        .rotate()
        .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 80 })
        .toBuffer(),
    );
  }
}
