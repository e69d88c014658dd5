/** What every module may ask for; provided once, by app.module. */
export const CONFIG = Symbol('config');
export const LOG = Symbol('log');
