/**
 * Why a device is read: somebody asked; it was approved and keeps what it has; it was told to clear its data; it is
 * taken over; what was taken over has reached it; something was deleted from it, and that has to be proved.
 */
export type Purpose = 'asked' | 'keep' | 'clear' | 'import' | 'settle' | 'proof';
export type DuePurpose = Exclude<Purpose, 'asked'>;
