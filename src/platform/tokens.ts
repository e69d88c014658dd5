/** Injection tokens that every module may use; app.module provides them once. */
export const CONFIG = Symbol('config');
export const LOG = Symbol('log');
