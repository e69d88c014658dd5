import { Cam } from 'onvif';

/** A request as the library makes it. */
export interface LibraryRequest {
  readonly service?: string;
  readonly action?: string;
  readonly body: string;
}

export type LibraryAnswer = (error: Error | null, data?: unknown, xml?: string, status?: number) => void;

/** What of the library is used, with what its types leave out. */
export interface LibraryCam {
  uri?: Readonly<Record<string, { readonly path?: string | null } | undefined>>;
  _request: (request: LibraryRequest, answer: LibraryAnswer) => void;
  _envelopeHeader(): string;
  _envelopeFooter(): string;
  getSystemDateAndTime(answer: LibraryAnswer): void;
  getServices(withCapabilities: boolean, answer: LibraryAnswer): void;
  getCapabilities(answer: LibraryAnswer): void;
  getProfiles(answer: LibraryAnswer): void;
  getStreamUri(options: { readonly protocol: 'RTSP'; readonly profileToken: string }, answer: LibraryAnswer): void;
  getSnapshotUri(options: { readonly profileToken: string }, answer: LibraryAnswer): void;
  getReplayUri(options: { readonly protocol: 'RTSP'; readonly recordingToken: string }, answer: LibraryAnswer): void;
}

interface LibraryOptions {
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** It connects to nothing by itself. */
export const newCam = (options: LibraryOptions): LibraryCam =>
  new Cam({ ...options, autoconnect: false, preserveAddress: true }) as unknown as LibraryCam;
