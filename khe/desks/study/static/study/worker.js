/* The service worker of the door device: its page and what that needs open without a network.
   It touches nothing else: other pages and every POST go to the network as ever. */
"use strict";
var SHELF = "khe-door-1";
var PATIENCE = 4000; // ms: a network that does not answer is no network

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

function isDoor(url) { return /^\/hoc-tap\/diem-danh\/may\/[0-9a-f-]{36}\/$/.test(url.pathname); }

function fromNetwork(request) {
  return new Promise(function (resolve, reject) {
    var timer = setTimeout(function () { reject(new Error("slow")); }, PATIENCE);
    fetch(request).then(function (answer) { clearTimeout(timer); resolve(answer); }, function (wrong) { clearTimeout(timer); reject(wrong); });
  });
}

function kept(request) {
  return caches.open(SHELF).then(function (shelf) { return shelf.match(request, { ignoreSearch: true, ignoreVary: true }); });
}

function answer(request) {
  return fromNetwork(request).then(function (fresh) {
    if (!fresh.ok || fresh.redirected) return fresh;
    var copy = fresh.clone();
    return caches.open(SHELF).then(function (shelf) { return shelf.put(request, copy); }).then(function () { return fresh; });
  }, function (wrong) {
    return kept(request).then(function (old) { if (old) return old; throw wrong; });
  });
}

self.addEventListener("fetch", function (event) {
  var url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if ((event.request.mode === "navigate" && isDoor(url)) || url.pathname.indexOf("/static/") === 0) {
    event.respondWith(answer(event.request));
  }
});
