from django.http import HttpResponse
def together(request, handoff_id): return HttpResponse("")
