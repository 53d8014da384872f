// An old browser reads this script and no other: nothing newer than 2009 stands in it.
(function () {
  var able = typeof WebAssembly === "object" && typeof DecompressionStream === "function" &&
    typeof Promise === "function" && typeof Blob === "function" &&
    typeof WebAssembly.compileStreaming === "function" &&
    typeof Array.prototype.at === "function" && typeof Object.hasOwn === "function";
  window.yqxlAble = able;
  if (!able) {
    document.getElementById("status").firstChild.nodeValue =
      "这个浏览器太旧，不能计算：请用 Chrome 或 Edge 103、Firefox 114、Safari 16.4 或更新的版本打开本页。";
    document.getElementById("files").disabled = true;
    document.getElementById("blank").disabled = true;
  }
})();
