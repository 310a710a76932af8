internal import SystemBasics

/// The rules and the script that a preview's page has besides the report's.
enum PreviewPage {
  static let style = """
    <style>
    .preview-bar{position:fixed;left:0;right:0;bottom:0;z-index:9;display:flex;flex-wrap:wrap;gap:.4rem 1rem;\
    align-items:center;padding:.4rem 1rem;background:var(--bg,Canvas);color:var(--ink,CanvasText);\
    border-top:1px solid var(--rule,GrayText);font-size:.875rem;max-height:50vh;overflow:auto}
    .preview-bar p{margin:0}
    .preview-bar button,.preview-cell button{font:inherit;color:inherit;background:none;\
    border:1px solid var(--rule,GrayText);border-radius:4px;padding:.1em .6em;min-height:1.75rem}
    .preview-bar button:disabled{color:var(--muted,GrayText)}
    .preview-bar ul{margin:.3em 0;padding-left:1.2em}
    .preview-bar details[open]{flex-basis:100%}
    .preview-bar details p{display:inline-flex;gap:.4rem;align-items:center;margin:.3rem 1.2rem 0 0}
    .preview-bar input,.preview-bar select{font:inherit;max-width:100%}
    .preview-cell{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center;font-size:.8125rem;color:var(--muted)}
    .preview-state{min-width:5em}
    .preview-cell.running .preview-state{font-weight:650;color:var(--link)}
    .preview-cell.failed .preview-state{font-weight:650;color:var(--error)}
    .preview-cell.old .preview-state,.preview-cell.stopped .preview-state,\
    .preview-cell.not-run .preview-state{color:var(--warning)}
    body{padding-bottom:5rem}
    @media print{.preview-bar,.preview-cell{display:none}}
    </style>
    """

  /// The script: keeps the page as the server has it, and carries orders to the server.
  ///
  /// New markup is compared with the page node by node, and only what differs is replaced: the
  /// reader's place, open details and the focus stay.
  static func script(attribute: String, nonce: String, file: String, editor: String?) -> String {
    let names =
      "const attribute=\(quoted(attribute)),file=\(quoted(file)),"
      + "editor=\(editor.map(quoted) ?? "null");"
    return "<script nonce=\"\(nonce)\">\n(()=>{\"use strict\";\n" + names + code
      + "})();\n</script>\n"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\", "<", ">", "&", "\u{2028}", "\u{2029}", "\0"..."\u{1F}":
        quoted += "\\u" + UInt16(scalar.value).hexadecimalDigits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static let code = #"""
    const address=location.pathname;
    let shown=-1,wanted=-1,loading=false,posting=0,edited=null;
    const connection=text=>{const e=document.getElementById("preview:connection");if(e&&e.textContent!==text)e.textContent=text;};
    const key=node=>node.nodeType===1?(node.id||node.localName):"#text";
    function morph(old,now){
      if(old.isEqualNode(now))return;
      if(old.nodeType!==now.nodeType||old.nodeName!==now.nodeName||(old.id||"")!==(now.id||"")){old.replaceWith(now);return;}
      if(old.nodeType!==1){if(old.nodeValue!==now.nodeValue)old.nodeValue=now.nodeValue;return;}
      if(old.localName==="script")return;
      if(old.namespaceURI!=="http://www.w3.org/1999/xhtml"){old.replaceWith(now);return;}
      const isDetails=old.localName==="details",isField=old===edited,chosen=now.value;
      for(const a of [...old.attributes])if(!now.hasAttribute(a.name)&&!(isDetails&&a.name==="open"))old.removeAttribute(a.name);
      for(const a of now.attributes)if(old.getAttribute(a.name)!==a.value&&!(isDetails&&a.name==="open")&&!(isField&&a.name==="value"))old.setAttribute(a.name,a.value);
      if(old.localName==="input"&&!isField){if(now.type==="checkbox")old.checked=now.hasAttribute("checked");else old.value=now.getAttribute("value")||"";}
      children(old,now);
      if(old.localName==="select"&&!isField)old.value=chosen;
    }
    function children(old,now){
      const fresh=[...now.childNodes];
      let place=old.firstChild;
      for(const node of fresh){
        if(!place){old.appendChild(node);continue;}
        if(place.isEqualNode(node)){place=place.nextSibling;continue;}
        let same=null;
        for(let next=place,steps=0;next&&steps<40;next=next.nextSibling,steps++)if(next.isEqualNode(node)){same=next;break;}
        if(!same&&key(place)!==key(node)||!same&&place.nodeType===1&&fresh.some(n=>n.isEqualNode(place))){
          for(let next=place.nextSibling;next;next=next.nextSibling)if(node.id&&next.id===node.id){same=next;break;}
          if(!same){old.insertBefore(node,place);continue;}
        }
        if(same){while(place!==same){const gone=place;place=place.nextSibling;gone.remove();}}
        const next=place.nextSibling;
        morph(place,node);
        place=next;
      }
      while(place){const gone=place;place=place.nextSibling;gone.remove();}
    }
    function place(){
      if(scrollY===0)return[null,0];
      const at=document.elementFromPoint(innerWidth/2,Math.min(80,innerHeight/4)),mark=at&&at.closest(".prose>*,main>*");
      return[mark,mark?mark.getBoundingClientRect().top:0];
    }
    async function load(){
      if(loading)return;
      loading=true;
      try{
        while(shown!==wanted){
          const version=wanted,answer=await fetch(address,{headers:{"X-Preview":"1"}});
          if(!answer.ok)break;
          const page=new DOMParser().parseFromString(await answer.text(),"text/html");
          const [mark,top]=place();
          document.title=page.title;
          morphHead(page);
          children(document.body,page.body);
          if(mark&&mark.isConnected){const moved=mark.getBoundingClientRect().top-top;if(Math.abs(moved)>=1)scrollBy(0,moved);}
          connection("live");
          showProgress();
          showAddress();
          shown=version;
        }
      }finally{loading=false;}
    }
    function morphHead(page){
      const old=document.head.querySelectorAll("style"),now=page.head.querySelectorAll("style");
      now.forEach((style,index)=>{if(old[index]){if(old[index].textContent!==style.textContent)old[index].textContent=style.textContent;}else document.head.appendChild(style);});
    }
    function post(order,body){return fetch(address+"?order="+encodeURIComponent(order),{method:"POST",headers:{"X-Preview":"1"},body:body||""});}
    function listen(){
      const socket=new WebSocket("ws://"+location.host+address+"?events");
      socket.addEventListener("open",()=>{shown=-1;connection("live");});
      socket.addEventListener("close",()=>{connection("connection lost");setTimeout(listen,1000);});
      socket.addEventListener("message",async event=>{
        const message=JSON.parse(event.data);
        wanted=message.version;
        try{await load();}catch(error){}
        progress=message.progress?[message.cell,message.progress]:null;
        showProgress();
        socket.send("");
      });
    }
    // The address names the parameters that are set, whichever page has set them.
    function showAddress(){
      const form=document.getElementById("preview:parameters");
      if(posting||!form)return;
      const query=new URLSearchParams(form.getAttribute("data-set")||"").toString();
      if(new URLSearchParams(location.search).toString()!==query)history.replaceState(null,"",address+(query?"?"+query:"")+location.hash);
    }
    async function set(query){
      posting++;
      try{await post("parameters",query);}finally{posting--;}
    }
    let progress=null;
    function showProgress(){
      const state=progress&&document.getElementById("preview:state-"+progress[0]);
      if(state&&state.parentElement.classList.contains("running"))state.textContent="running · "+progress[1];
    }
    // The end of the page, and what has the focus, can be scrolled out from behind the bar.
    const bar=document.getElementById("preview:bar");
    if(bar)new ResizeObserver(()=>{
      document.documentElement.style.scrollPaddingBottom=bar.offsetHeight+8+"px";
      document.body.style.paddingBottom=bar.offsetHeight+32+"px";
    }).observe(bar);
    listen();
    document.addEventListener("click",event=>{
      const button=event.target.closest("button["+attribute+"]");
      if(!button)return;
      const [name,number,...others]=button.getAttribute(attribute).split(" ");
      if(name==="place"){
        const where=others.join(" ")||file;
        if(editor)location.href=editor.replace("{file}",encodeURI(where)).replace("{line}",number);
        else navigator.clipboard&&navigator.clipboard.writeText(where+":"+number).then(()=>{const text=button.textContent;button.textContent="copied";setTimeout(()=>button.textContent=text,900);});
      }else post(name,number||"");
    });
    const fields="["+attribute+"=parameter]";
    document.addEventListener("input",event=>{if(event.target.matches(fields))edited=event.target;});
    document.addEventListener("change",event=>{
      const field=event.target;
      if(!field.matches(fields))return;
      edited=null;
      const query=new URLSearchParams(location.search);
      query.set(field.name,field.type==="checkbox"?String(field.checked):field.value);
      history.replaceState(null,"",address+"?"+query+location.hash);
      set(query.toString());
    });
    if(location.search.length>1)set(location.search.slice(1));

    """#
}
