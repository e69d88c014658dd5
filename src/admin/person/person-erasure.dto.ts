import { Int, Shown } from '../common/fields.js';

export class ErasureBody {
  @Int('Seconds to wait for the devices to confirm', { optional: true, min: 0, max: 25 }) wait?: number;
}

const states = ['gone', 'leaving', 'unknown'] as const;

class ErasedOnDevice {
  @Shown('Serial number') sn!: string;
  @Shown('Name of the device') name!: string;
  @Shown('Whether it is there; one that is away deletes the person when it calls') online!: boolean;
  @Shown(
    'gone: it has confirmed, or never took the person; leaving: it has not confirmed yet; unknown: it reports a user of this pin that it was not given ' +
      'from here, and that stays until it is removed there',
    { enum: [...states] },
  )
  state!: (typeof states)[number];
  @Shown('Templates, comparison photos and pictures of the person that it held before') bodies!: number;
}

export class ErasureView {
  @Shown('Pin') pin!: string;
  @Shown('Every device that held the person, or says that it does', { type: [ErasedOnDevice] })
  items!: ErasedOnDevice[];
}
